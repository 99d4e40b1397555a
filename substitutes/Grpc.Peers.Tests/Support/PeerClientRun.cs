using System.Text.Json;
using Xunit;

namespace Grpc.Peers.Tests.Support;

/// <summary>One run of a peer's client against our server; tests look at what came back.</summary>
public abstract class PeerClientRun : IAsyncLifetime
{
    private static readonly string[] Cancelled = ["deadline", "deadline-of-stream", "cancel"];

    private Dictionary<string, Outcome> _outcomes = [];
    private Dictionary<string, int> _cancellations = [];

    public async Task InitializeAsync()
    {
        var peer = await PeerAsync();
        using var certificate = new Certificate();
        await using var server = await OurServer.StartAsync(certificate);
        using var process = peer.Start("client", server.Plain, server.Secure, certificate.PemFile);
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Expectations.PatienceWithScript);
            if (output.Length == 0)
                throw new InvalidOperationException($"The client said nothing: {await errors}");

            _outcomes = JsonSerializer.Deserialize<Dictionary<string, Outcome>>(output, JsonSerializerOptions.Web)!;
            _cancellations = await CountCancellationsAsync(server.Cancellations);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal Outcome Of(string scenario) => _outcomes[scenario];

    /// <summary>Calls of a scenario that our service saw being cancelled.</summary>
    internal int CancellationsOf(string scenario) => _cancellations[scenario];

    private protected abstract Task<Peer> PeerAsync();

    /// <summary>The service learns of a cancellation a moment after the client.</summary>
    private static async Task<Dictionary<string, int>> CountCancellationsAsync(CancellationCount seen)
    {
        using var patience = new CancellationTokenSource(Expectations.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!patience.IsCancellationRequested && Cancelled.Any(scenario => seen.Of(scenario) == 0))
            await timer.WaitForNextTickAsync(CancellationToken.None);

        return Cancelled.ToDictionary(scenario => scenario, seen.Of);
    }
}
