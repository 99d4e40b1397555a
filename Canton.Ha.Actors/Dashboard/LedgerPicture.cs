using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>What a page shows of the ledger of a replica and of its synchronizers.</summary>
internal sealed class LedgerPicture(LedgerAccess ledger, SynchronizerAccess synchronizers)
{
    /// <summary>As it is now; null while no ledger is open.</summary>
    public LedgerView? Now() => ledger.IfOpen is { } open ? new LedgerView(open.Head.End, [.. synchronizers.Connections.Select(ViewOf)]) : null;

    private static SynchronizerView ViewOf(SynchronizerStatus known) =>
        new(known.Registered.Alias, known.Registered.Id ?? "", known.IsConnected, known.Why);
}
