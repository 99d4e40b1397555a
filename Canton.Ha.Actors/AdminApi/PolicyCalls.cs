using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>How an operator changes what replicas keep to when they take over, by whichever way he comes.</summary>
internal static class PolicyCalls
{
    /// <exception cref="CantonErrorException">Another replica leads, or the storage has not answered in time.</exception>
    public static Task<FailoverPolicy> PauseAsync(this AdminNode node, string by, string why, CancellationToken cancellation)
    {
        node.RequireWritable();
        return node.ChangePolicyAsync(token => node.Policies.PauseAsync(by, why, token), cancellation);
    }

    /// <exception cref="CantonErrorException">Another replica leads, or the storage has not answered in time.</exception>
    public static Task<FailoverPolicy> ResumeAsync(this AdminNode node, CancellationToken cancellation)
    {
        node.RequireWritable();
        return node.ChangePolicyAsync(node.Policies.ResumeAsync, cancellation);
    }

    /// <exception cref="CantonErrorException">Another replica leads, there is no replica of this name, or the storage has not answered in time.</exception>
    public static async Task<FailoverPolicy> PreferAsync(this AdminNode node, string replica, int priority, CancellationToken cancellation)
    {
        node.RequireWritable();
        var known = await node.KnownReplicasAsync(cancellation);
        if (!known.Contains(replica))
            throw AdminErrors.Unknown(replica, known);

        return await node.ChangePolicyAsync(token => node.Policies.PreferAsync(replica, priority, token), cancellation);
    }

    /// <summary>Who is there, who has a priority, and who has led: a replica may get its priority while it is down.</summary>
    private static async Task<SortedSet<string>> KnownReplicasAsync(this AdminNode node, CancellationToken cancellation)
    {
        var roster = node.Board.Current.Roster;
        var history = await node.ReadHistoryAsync(ITermHistory.Max, cancellation);
        return new SortedSet<string>(
            roster.Replicas.Select(entry => entry.Replica).Concat(roster.Policy.Priorities.Keys).Concat(history.Select(term => term.Replica)), StringComparer.Ordinal);
    }

    /// <summary>
    /// The active replica may change the policy, even while the roster that it read last still names its predecessor. While nobody leads any replica may, or
    /// else nobody could after the active one has died during a pause.
    /// </summary>
    private static void RequireWritable(this AdminNode node)
    {
        var status = node.Board.Current;
        if (status.IsActive)
            return;

        var roster = status.Roster;
        if (roster.Replicas.IsEmpty)
            throw AdminErrors.NotRunning(node.Name);
        if (roster.Leader is { } leader && leader != node.Name)
            throw AdminErrors.Passive(roster, node.Name);
    }
}
