using System.Collections.Immutable;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>What a replica says about itself, on its own page and to the pages of the others. Times are seconds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="IsActive">It serves.</param>
/// <param name="IsReady">It serves, or could take over.</param>
/// <param name="Term">The last term it held; 0 before the first.</param>
/// <param name="RoleFor">How long it has had this role.</param>
/// <param name="Why">Why it took this role.</param>
/// <param name="Trouble">What keeps it from contending; null when nothing does.</param>
/// <param name="ProofAge">Time since it last proved to hold the lock; null when it does not hold it.</param>
/// <param name="ProofExpiry">How old that proof may become.</param>
/// <param name="RoundTrip">How long the storage took to answer last; null while it cannot be read.</param>
/// <param name="Uptime">How long its process has run.</param>
/// <param name="Version">Of its program.</param>
/// <param name="Stages">Its stages in the order of opening.</param>
/// <param name="Ledger">Its ledger; null when it has none open.</param>
internal sealed record ReplicaView(
    string Name, ReplicaRole Role, bool IsActive, bool IsReady, long Term, double RoleFor, string Why, string? Trouble, double? ProofAge,
    double ProofExpiry, double? RoundTrip, double Uptime, string Version, ImmutableArray<StageStatus> Stages, LedgerView? Ledger)
{
    /// <summary>A replica of this process at this moment.</summary>
    public static ReplicaView Of(AdminNode node, LedgerView? ledger)
    {
        var status = node.Board.Current;
        return new ReplicaView(
            status.Replica, status.Role, status.IsActive, status.IsReady, status.Term, TimeProvider.System.GetElapsedTime(status.Since).TotalSeconds,
            status.Why, status.Trouble, status.Held?.Proof.Age.TotalSeconds, node.Settings.Replication.Connection.ProofExpiry.TotalSeconds,
            status.RoundTrip?.TotalSeconds, node.Uptime.TotalSeconds, NodeVersion.Current, status.Stages, ledger);
    }
}
