using System.Diagnostics;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace Grpc.Peers.Tests.Support;

/// <summary>A peer's server and our channels to it.</summary>
public abstract class PeerServer : IAsyncLifetime
{
    private readonly Certificate _certificate = new();
    private readonly SeenEncodings _encodings = new();
    private Process? _process;
    private Task<string> _errors = Task.FromResult("");

    /// <summary>Without TLS.</summary>
    internal GrpcChannel Plain { get; private set; } = null!;

    internal GrpcChannel Secure { get; private set; } = null!;

    /// <summary>Encodings of the requests and responses so far.</summary>
    internal IEnumerable<(string? Request, string? Response)> Encodings => _encodings.All;

    public async Task InitializeAsync()
    {
        var peer = await PeerAsync();
        _process = peer.Start("server", _certificate.KeyFile, _certificate.PemFile);
        // From the start, so that a server that says much does not wait for somebody to read it.
        _errors = _process.StandardError.ReadToEndAsync();
        var ports = await _process.StandardOutput.ReadLineAsync().WaitAsync(Expectations.Patience);
        if (ports?.Split(' ') is not [var plain, var secure])
            throw new InvalidOperationException($"The server did not say its ports: {ports} {await _errors.WaitAsync(Expectations.Patience)}");

        Plain = GrpcChannel.ForAddress($"http://127.0.0.1:{plain}", new GrpcChannelOptions { MaxReceiveMessageSize = null, HttpHandler = _encodings });
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => _certificate.Own.Equals(certificate);
        Secure = GrpcChannel.ForAddress($"https://localhost:{secure}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    public async Task DisposeAsync()
    {
        Plain?.Dispose();
        _encodings.Dispose();
        Secure?.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            await _errors;
            _process.Dispose();
        }

        _certificate.Dispose();
    }

    /// <summary>Waits until the peer has seen a call of a scenario being cancelled.</summary>
    internal async Task<int> CancellationsAsync(string scenario)
    {
        using var patience = new CancellationTokenSource(Expectations.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using var call = Plain.CreateCallInvoker().AsyncUnaryCall(PeerMethods.Cancellations, null, new CallOptions(cancellationToken: patience.Token), Encoding.UTF8.GetBytes(scenario));
            var count = int.Parse(Encoding.UTF8.GetString(await call));
            if (count > 0 || !await timer.WaitForNextTickAsync(patience.Token))
                return count;
        }
    }

    private protected abstract Task<Peer> PeerAsync();
}
