using Akka.Event;

namespace Akka.Actor;

/// <summary>Keeps messages and questions until they meet.</summary>
internal sealed class InboxActor : UntypedActor, IWithTimers
{
    private readonly LinkedList<object> _messages = new();
    private readonly LinkedList<Query> _queries = new();
    private readonly int _size;
    private bool _hasWarned;

    public InboxActor(int size) => _size = size;

    public ITimerScheduler Timers { get; set; }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Query query:
                Ask(query);
                break;
            case Overdue overdue:
                if (_queries.Remove(overdue.Query))
                    overdue.Query.Answer.SetResult(new Status.Failure(new TimeoutException($"Deadline passed after {overdue.Query.Timeout}")));
                break;
            case StartWatch { Message: null } watch:
                Context.Watch(watch.Target);
                break;
            case StartWatch watch:
                Context.WatchWith(watch.Target, watch.Message);
                break;
            case StopWatch watch:
                Context.Unwatch(watch.Target);
                break;
            default:
                Keep(message);
                break;
        }
    }

    private void Ask(Query query)
    {
        for (var node = _messages.First; node is not null; node = node.Next)
        {
            if (!query.Fits(node.Value))
                continue;
            _messages.Remove(node);
            query.Answer.SetResult(node.Value);
            return;
        }

        _queries.AddLast(query);
        Timers.StartSingleTimer(query, new Overdue(query), query.Timeout > TimeSpan.Zero ? query.Timeout : TimeSpan.Zero);
    }

    private void Keep(object message)
    {
        var query = _queries.FirstOrDefault(q => q.Fits(message));
        if (query is not null)
        {
            _queries.Remove(query);
            Timers.Cancel(query);
            query.Answer.SetResult(message);
        }
        else if (_messages.Count < _size)
        {
            _messages.AddLast(message);
            _hasWarned = false;
        }
        else if (!_hasWarned)
        {
            _hasWarned = true;
            Context.GetLogger().Warning("Dropping message: Inbox size has been exceeded, use akka.actor.inbox.inbox-size to increase maximum allowed inbox size. Current is {0}", _size);
        }
    }

    /// <summary>Somebody waits for a message that fits.</summary>
    internal sealed class Query
    {
        public Query(Predicate<object> fits, TimeSpan timeout)
        {
            Fits = fits;
            Timeout = timeout;
        }

        public Predicate<object> Fits { get; }

        public TimeSpan Timeout { get; }

        public TaskCompletionSource<object> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal sealed record StartWatch(IActorRef Target, object Message);

    internal sealed record StopWatch(IActorRef Target);

    private sealed record Overdue(Query Query);
}
