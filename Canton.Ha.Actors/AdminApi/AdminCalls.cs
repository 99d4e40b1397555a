using System.Data.Common;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What the services ask the actors behind them, always with a deadline; an answer that is none becomes the error that it means.</summary>
internal static class AdminCalls
{
    /// <summary>What an answer may take longer than what it answers.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>Begins to fill a subscription.</summary>
    /// <exception cref="CantonErrorException">There are too many, or the replica is not running.</exception>
    public static async Task SubscribeAsync(this AdminNode node, Subscription subscription, CancellationToken cancellation)
    {
        var answer = await node.Actors.Watch.Ask<object>(new WatchProtocol.Subscribe(subscription), node.Settings.Admin.RequestTimeout, cancellation);
        if (answer is WatchProtocol.Full full)
            throw AdminErrors.Full(full.SubscribersMax);
    }

    /// <summary>Ends a subscription, also one whose beginning was not answered.</summary>
    public static void Unsubscribe(this AdminNode node, Subscription subscription)
    {
        if (node.HasStarted)
            node.Actors.Watch.Tell(new WatchProtocol.Unsubscribe(subscription), ActorRefs.NoSender);
    }

    /// <summary>Hands over, and answers when another replica has passed the barrier.</summary>
    /// <param name="node">The replica that hands over.</param>
    /// <param name="request">What to say to it.</param>
    /// <param name="cancellation">The client waits no longer; the hand-over goes on.</param>
    /// <exception cref="CantonErrorException">Nobody has taken over, and why.</exception>
    public static async Task<ReplicationProtocol.HandedOver> HandOverAsync(
        this AdminNode node, ReplicationProtocol.SetPassive request, CancellationToken cancellation)
    {
        if (!node.Settings.Replication.Enabled)
            throw NotReplicated(node);

        return await node.AskReplicaAsync(request, cancellation) switch
        {
            ReplicationProtocol.HandedOver done => done,
            ReplicationProtocol.NobodyTookOver late => throw new CantonErrorException(AdminErrors.NotTakenOver(node.Name, late)),
            ReplicationProtocol.SomebodyElseTookOver other => throw new CantonErrorException(AdminErrors.TakenOverByAnother(node.Name, other)),
            ReplicationProtocol.Refused refused => throw Refused(node, refused),
            var other => throw new InvalidOperationException($"{node.Name} has answered {other}, which is no answer to a hand-over."),
        };
    }

    /// <summary>Within this time a replica answers that is asked to hand over.</summary>
    public static TimeSpan HandoverAnswerMax(this AdminNode node) => node.Settings.Replication.HandoverMax + Slack;

    /// <summary>The newest terms, newest first.</summary>
    public static Task<IReadOnlyList<TermRecord>> ReadHistoryAsync(this AdminNode node, int limit, CancellationToken cancellation) =>
        node.LimitAsync(token => node.History.ReadAsync(limit, token), cancellation);

    /// <summary>What replicas keep to when they take over, as the storage has it.</summary>
    public static Task<FailoverPolicy> ReadPolicyAsync(this AdminNode node, CancellationToken cancellation) => node.LimitAsync(node.Policies.ReadAsync, cancellation);

    /// <summary>Changes what replicas keep to when they take over.</summary>
    /// <exception cref="CantonErrorException">No answer in time: nobody knows whether it was done.</exception>
    public static async Task<FailoverPolicy> ChangePolicyAsync(
        this AdminNode node, Func<CancellationToken, Task<FailoverPolicy>> change, CancellationToken cancellation)
    {
        try
        {
            return await node.LimitAsync(change, cancellation);
        }
        catch (Exception e) when (e is TimeoutException or DbException { InnerException: TimeoutException })
        {
            throw AdminErrors.PerhapsChanged(node.Name);
        }
    }

    /// <exception cref="TimeoutException">The storage has not answered in time.</exception>
    private static async Task<T> LimitAsync<T>(this AdminNode node, Func<CancellationToken, Task<T>> use, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(node.Settings.Admin.RequestTimeout);
        try
        {
            return await use(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {node.Settings.Admin.RequestTimeout.TotalSeconds:0.###} s", e);
        }
    }

    /// <summary>One that has stopped for good does not answer; that is its answer.</summary>
    private static async Task<object> AskReplicaAsync(this AdminNode node, object question, CancellationToken cancellation)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var replica = node.Actors.Replica;
        var answer = replica.Ask<object>(question, node.HandoverAnswerMax(), answered.Token);
        var stopped = replica.WatchAsync(answered.Token);
        try
        {
            if (await Task.WhenAny(answer, stopped) == answer)
                return await answer;

            cancellation.ThrowIfCancellationRequested();
            throw AdminErrors.NotRunning(node.Name);
        }
        finally
        {
            await answered.CancelAsync();
        }
    }

    private static CantonErrorException Refused(AdminNode node, ReplicationProtocol.Refused refused) => refused.Reason switch
    {
        RefusalReason.NotActive => AdminErrors.Passive(node.Board.Current.Roster, node.Name),
        RefusalReason.NoOtherReplica => new CantonErrorException(new CantonError(AdminErrors.NoOtherReplica, refused.Why)),
        RefusalReason.NeedsSuccessor => new CantonErrorException(new CantonError(AdminErrors.NeedsSuccessor, refused.Why)),
        RefusalReason.UnknownSuccessor => new CantonErrorException(new CantonError(AdminErrors.UnknownSuccessor, refused.Why)),
        RefusalReason.InTransition => new CantonErrorException(new CantonError(AdminErrors.InTransition, refused.Why)),
        _ => AdminErrors.NotRunning(node.Name),
    };

    private static CantonErrorException NotReplicated(AdminNode node) => new(new CantonError(
        AdminErrors.NotSupportedByStorage, $"{node.Name} has no other replica to hand over to: replication is off for its {node.Settings.Storage.Description}."));
}
