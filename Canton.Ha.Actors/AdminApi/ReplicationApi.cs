using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Admin.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using FailoverPolicy = Canton.Ha.Actors.Contracts.FailoverPolicy;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What an operator sees of, and does with, the replicas of one participant, beyond the reference.</summary>
internal sealed class ReplicationApi(AdminNode node) : ReplicationService.ReplicationServiceBase
{
    private const int TextMax = 1000;

    /// <summary>All streams of changes together use one processor at most: a thousand subscribers shall not be in the way of the hand-over they hear of.</summary>
    private static readonly TaskScheduler s_inTurn = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, maxConcurrencyLevel: 1).ConcurrentScheduler;

    public override Task<RosterResponse> Roster(RosterRequest request, ServerCallContext context) => Task.FromResult(Wire.Snapshot(node.Board.Current));

    public override async Task<HistoryResponse> History(HistoryRequest request, ServerCallContext context)
    {
        if (request.Limit is < 0 or > ITermHistory.Max)
            throw AdminErrors.Invalid("limit", $"must be from 1 to {ITermHistory.Max}, or 0 for {ITermHistory.Default}, but is {request.Limit}.");

        var terms = await node.ReadHistoryAsync(request.Limit == 0 ? ITermHistory.Default : request.Limit, context.CancellationToken);
        var response = new HistoryResponse();
        response.Terms.Add(terms.Select(Wire.Of));
        return response;
    }

    public override async Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context)
    {
        var subscription = Subscription.ToEveryEvent(node.Settings.Admin.Watch.Buffer);
        var life = CallLife.Of(context);
        try
        {
            await node.SubscribeAsync(subscription, life);
            await Task.Factory.StartNew(() => subscription.DrainAsync(responseStream.WriteAsync, life), life, TaskCreationOptions.None, s_inTurn).Unwrap();
        }
        finally
        {
            node.Unsubscribe(subscription);
        }
    }

    public override async Task<SetPassiveResponse> SetPassive(SetPassiveRequest request, ServerCallContext context)
    {
        RequireShort("why", request.Why);
        if (request is { HasTo: true, To: "" })
            throw AdminErrors.Missing("to");

        var why = request.Why.Length > 0 ? request.Why : $"asked for through the Admin API by {context.Peer}";
        var done = await node.HandOverAsync(new ReplicationProtocol.SetPassive(why, request.HasTo ? request.To : null), context.CancellationToken);
        return new SetPassiveResponse { Successor = done.Successor, Term = done.Term, Gap = Duration.FromTimeSpan(done.Gap) };
    }

    public override async Task<PauseResponse> Pause(PauseRequest request, ServerCallContext context)
    {
        if (string.IsNullOrWhiteSpace(request.Why))
            throw AdminErrors.Missing("why");
        RequireShort("why", request.Why);
        RequireShort("by", request.By);

        var by = request.By.Length > 0 ? request.By : context.Peer;
        return new PauseResponse { Policy = Wire.Of(await node.PauseAsync(by, request.Why, context.CancellationToken)) };
    }

    public override async Task<ResumeResponse> Resume(ResumeRequest request, ServerCallContext context) =>
        new() { Policy = Wire.Of(await node.ResumeAsync(context.CancellationToken)) };

    public override async Task<PreferredResponse> Preferred(PreferredRequest request, ServerCallContext context)
    {
        if (request.Priority is < FailoverPolicy.PriorityMin or > FailoverPolicy.PriorityMax)
            throw AdminErrors.Invalid("priority", $"must be from {FailoverPolicy.PriorityMin} to {FailoverPolicy.PriorityMax}, but is {request.Priority}.");
        if (request is { Replica: "", Priority: not 0 })
            throw AdminErrors.Missing("replica");

        var policy = request.Replica.Length == 0
            ? await node.ReadPolicyAsync(context.CancellationToken)
            : await node.PreferAsync(request.Replica, request.Priority, context.CancellationToken);
        return new PreferredResponse { Policy = Wire.Of(policy) };
    }

    private static void RequireShort(string field, string text)
    {
        if (text.Length > TextMax)
            throw AdminErrors.Invalid(field, $"must be at most {TextMax} characters long, but has {text.Length}.");
    }
}
