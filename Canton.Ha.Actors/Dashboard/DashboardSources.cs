using Canton.Ha.Actors.AdminApi;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Where a page gets what it shows.</summary>
/// <param name="Node">The replica.</param>
/// <param name="Ledger">Its ledger at this moment, or null while none is open; asked often and from any thread, so that it must not wait.</param>
/// <param name="Peers">The other replicas.</param>
/// <param name="Time">The time of day, and how much of it passes.</param>
internal sealed record DashboardSources(AdminNode Node, Func<LedgerView?> Ledger, IPeerStreams Peers, TimeProvider Time);
