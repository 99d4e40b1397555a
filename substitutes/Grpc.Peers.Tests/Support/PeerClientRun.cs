using System.Text.Json;
using Xunit;

namespace Grpc.Peers.Tests.Support;

/// <summary>One run of a peer's client against our server; tests look at what came back.</summary>
public abstract class PeerClientRun : IAsyncLifetime
{
    private Dictionary<string, Outcome> _outcomes = [];

    /// <summary>Calls that our service saw being cancelled.</summary>
    internal int Cancellations { get; private set; }

    public async Task InitializeAsync()
    {
        var peer = await PeerAsync();
        using var certificate = new Certificate();
        await using var server = await OurServer.StartAsync(certificate);
        using var process = peer.Start("client", server.Plain, server.Secure, certificate.PemFile);
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Expectations.Patience);
            if (output.Length == 0)
                throw new InvalidOperationException($"The client said nothing: {await errors}");

            _outcomes = JsonSerializer.Deserialize<Dictionary<string, Outcome>>(output, JsonSerializerOptions.Web)!;
            Cancellations = await CountCancellationsAsync(server);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal Outcome Of(string scenario) => _outcomes[scenario];

    private protected abstract Task<Peer> PeerAsync();

    /// <summary>At least one call ran into its deadline and one was cancelled; the service learns of it a moment after the client.</summary>
    private static async Task<int> CountCancellationsAsync(OurServer server)
    {
        using var patience = new CancellationTokenSource(Expectations.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (server.Cancellations.Current < 2 && await timer.WaitForNextTickAsync(patience.Token))
        {
        }

        return server.Cancellations.Current;
    }
}
