using Canton.Ha.Actors.Ledger.Indexing;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A ledger whose updates are those of a simulated participant, in the order in which a test has them happen.</summary>
internal sealed class LedgerStory
{
    private readonly SimulatedSynchronizer _synchronizer = new();
    private readonly SimulatedParticipant _participant;

    public LedgerStory()
    {
        _participant = new SimulatedParticipant("participant1", _synchronizer);
        _participant.Receive();
        Ledger.Outcome = (_, _) => Task.FromResult(Last);
    }

    /// <summary>Answers every submission with the last update.</summary>
    public FakeLedger Ledger { get; } = new(keptMax: 100);

    public UpdateRow Last => _participant.Updates[^1];

    public Task AllocateAsync(params string[] parties)
    {
        _participant.Allocate(parties);
        return DeliverAsync();
    }

    /// <summary>The commands are accepted, or rejected by their completion.</summary>
    public async Task<UpdateRow> SubmitAsync(Commands commands)
    {
        if (_participant.Submit(commands) is { } refused)
            throw new InvalidOperationException(refused.Cause);

        await DeliverAsync();
        return Last;
    }

    /// <summary>A note, signed by whoever acts.</summary>
    public Task<UpdateRow> CreateAsync(string commandId, params string[] actAs)
    {
        var commands = Wire.Commands(commandId, actAs[0], Wire.Create(Wire.Note, Wire.Record(("text", Wire.Text(commandId)))));
        commands.ActAs.AddRange(actAs.Skip(1));
        return SubmitAsync(commands);
    }

    private Task DeliverAsync()
    {
        _participant.Receive();
        return Ledger.GrowAsync(_participant.Updates.Where(update => update.Offset > Ledger.Head.End).ToList(), [], []);
    }
}
