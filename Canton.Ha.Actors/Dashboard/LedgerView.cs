using System.Collections.Immutable;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>The ledger of an active replica.</summary>
/// <param name="End">Offset of the last update that readers may see.</param>
/// <param name="Synchronizers">Those it is connected to, or tries to be.</param>
internal sealed record LedgerView(long End, ImmutableArray<SynchronizerView> Synchronizers);

/// <summary>One synchronizer as a replica sees it.</summary>
/// <param name="Alias">What the operator calls it.</param>
/// <param name="Id">Its id; empty before the first contact.</param>
/// <param name="IsConnected">Submissions can go there now.</param>
/// <param name="Trouble">Why not; null when they can, or when nobody knows.</param>
internal sealed record SynchronizerView(string Alias, string Id, bool IsConnected, string? Trouble);

/// <summary>Where the ledger ended at one moment.</summary>
/// <param name="At">By the clock of the replica that shows the page.</param>
/// <param name="End">Offset of the last update.</param>
internal sealed record LedgerSample(DateTimeOffset At, long End);
