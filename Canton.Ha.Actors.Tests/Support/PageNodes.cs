using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a page is made from, in tests.</summary>
internal static class PageNodes
{
    /// <summary>A replica of the participant "bank".</summary>
    public static AdminNode Of(StatusBoard board, FakeTermHistory history, FakeFailoverPolicies policies)
    {
        var settings = ConfigurationFiles.Of($$"""
            canton.participants.{{board.Current.Replica}} { init.identity = bank, storage { type = embedded, config.path = "bank.db" } }
            """).Load();
        return new AdminNode
        {
            Settings = settings.Participants[0],
            Board = board,
            History = history,
            Policies = policies,
            Addresses = () => ReplicaAddresses.None,
            Configuration = "",
        };
    }

    /// <summary>A replica with a role, at this moment.</summary>
    public static ReplicaView View(string name, ReplicaRole role) => new(
        name, role, role == ReplicaRole.Active, IsReady: true, Term: 3, RoleFor: 1, "the test says so", Trouble: null, ProofAge: null, ProofExpiry: 1.5, RoundTrip: 0.001,
        Uptime: 5, "1.0", [new StageStatus("write-pool", role == ReplicaRole.Active)], Ledger: null);

    /// <summary>A piece of news of so many seconds after the epoch.</summary>
    public static NewsView News(string id, double at, string replica = "participant2") =>
        new(id, DateTimeOffset.UnixEpoch.AddSeconds(at), replica, "is passive", NewsTone.Plain);

    /// <summary>The events in a stream.</summary>
    public static async Task<List<(string Kind, string Data)>> EventsAsync(Stream stream, int bytesMax = 1 << 20)
    {
        var events = new List<(string, string)>();
        await foreach (var (kind, data) in ServerSentEvents.ReadAsync(stream, bytesMax, CancellationToken.None))
            events.Add((kind, System.Text.Encoding.UTF8.GetString(data)));
        return events;
    }
}
