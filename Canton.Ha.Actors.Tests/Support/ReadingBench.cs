using Canton.Ha.Actors.Ledger.Templates.Samples;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A real Ledger API over what a simulated participant has processed: a bank that issues, and alice.</summary>
internal sealed class ReadingBench : IAsyncDisposable
{
    private int _commands;

    private ReadingBench(SimulatedParticipant participant, FakeLedger ledger, LedgerApiBench api) => (Participant, Ledger, Api) = (participant, ledger, api);

    public SimulatedParticipant Participant { get; }

    public FakeLedger Ledger { get; }

    public LedgerApiBench Api { get; }

    public UpdateService.UpdateServiceClient Updates => new(Api.Channel);

    public StateService.StateServiceClient State => new(Api.Channel);

    /// <summary>The first update allocates both parties.</summary>
    public static async Task<ReadingBench> StartAsync(int keptMax = 5)
    {
        var participant = new SimulatedParticipant("bank", new SimulatedSynchronizer());
        var ledger = new FakeLedger(keptMax, participant.Store);
        participant.Allocate("bank", "alice");
        participant.Receive();
        await ledger.CatchUpAsync();
        return new ReadingBench(participant, ledger, await LedgerApiBench.StartAsync(ledger));
    }

    /// <summary>So many more contracts of both, each with an update of its own.</summary>
    public async Task IssueAsync(int count = 1)
    {
        for (var issued = 0; issued < count; issued++)
            Submit("bank", Wire.Create(Wire.Iou, Iou.Of("bank", "alice", "CHF", $"{_commands + 1}")));
        Participant.Receive();
        await Ledger.CatchUpAsync();
    }

    /// <summary>Ends a contract, by an update of its own.</summary>
    public async Task ArchiveAsync(string contractId)
    {
        Submit("bank", Wire.Archive(Wire.Iou, contractId));
        Participant.Receive();
        await Ledger.CatchUpAsync();
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    private void Submit(string actAs, Command command)
    {
        if (Participant.Submit(Wire.Commands($"c{++_commands}", actAs, command)) is { } refusal)
            throw new InvalidOperationException(refusal.Cause);
    }
}
