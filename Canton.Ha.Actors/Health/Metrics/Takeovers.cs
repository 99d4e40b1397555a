using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>
/// Measures the take-overs of one replica. Their cause is in the row of the term, which the replica reads with its roster, so that it may be known only
/// a little later.
/// </summary>
/// <param name="board">Where the row is seen.</param>
/// <param name="instruments">Where they are noted.</param>
internal sealed class Takeovers(StatusBoard board, RecorderInstruments instruments)
{
    private const string FirstStart = "first-start";
    private const string Switchover = "switchover";
    private const string Reclaim = "reclaim";
    private const string Failover = "failover";
    private const string Unknown = "unknown";

    private (TimeSpan At, string? Leader)? _promoting;
    private (long Term, TimeSpan Took, string? Leader)? _done;

    /// <summary>All that a take-over may be shown with.</summary>
    public static ImmutableArray<string> Causes { get; } = [FirstStart, Switchover, Reclaim, Failover, Unknown];

    /// <summary>The replica has another role.</summary>
    public void Entered(ReplicaEvent.RoleChanged changed)
    {
        Look();
        if (changed.Role == ReplicaRole.Promoting)
            _promoting = (changed.At, board.Current.Roster.Newest?.Replica);
        else if (changed.Role == ReplicaRole.Active && _promoting is { } began)
            _done = (changed.Term, changed.At - began.At, began.Leader);
        else
            Forget();
        Look();
    }

    /// <summary>The row of the term may be there.</summary>
    public void Look()
    {
        if (_done is not { } done || board.Current.Roster.Newest is not { } newest || newest.Term < done.Term)
            return;

        _done = null;
        instruments.TookOver(done.Took, newest.Term == done.Term ? CauseOf(newest, done.Leader) : Unknown);
    }

    /// <summary>What was a take-over and is over before its cause was seen is one all the same.</summary>
    private void Forget()
    {
        if (_done is { } done)
            instruments.TookOver(done.Took, Unknown);
        (_promoting, _done) = (null, null);
    }

    private static string CauseOf(TermRecord row, string? leaderBefore) => row.Cause switch
    {
        var cause when cause.StartsWith("first start", StringComparison.Ordinal) => FirstStart,
        var cause when cause.StartsWith("switchover", StringComparison.Ordinal) => Switchover,
        _ when leaderBefore == row.Replica => Reclaim,
        _ => Failover,
    };
}
