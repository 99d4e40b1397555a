using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Sends answers on in the order of their numbers.</summary>
internal sealed class Resequencer : ReceiveActor
{
    private readonly Dictionary<long, Numbered> _early = [];
    private long _next = 1;

    public Resequencer() => Receive<Numbered>(Take);

    private void Take(Numbered answer)
    {
        _early.Add(answer.Number, answer);
        while (_early.Remove(_next, out var due))
        {
            _next++;
            due.Target.Tell(due.Message, due.Sender);
        }
    }

    internal sealed record Numbered(long Number, object Message, IActorRef Target, IActorRef Sender);
}

/// <summary>The answers to one request: first that it is done, then one for each event or message in it.</summary>
internal sealed class Answers
{
    private readonly WriteMessages _request;
    private readonly IActorRef _resequencer;
    private readonly IActorRef _journal;
    private long _next;

    public Answers(WriteMessages request, IActorRef resequencer, long first, IActorRef journal)
    {
        _request = request;
        _resequencer = resequencer;
        _next = first;
        _journal = journal;
    }

    /// <param name="results">For each write, null or why it was refused; null for none.</param>
    public void Send(IReadOnlyList<Exception> results)
    {
        Send(WriteMessagesSuccessful.Instance, _journal);
        SendEach((persistent, write) => results?[write] is { } cause
            ? new WriteMessageRejected(persistent, cause, _request.ActorInstanceId)
            : new WriteMessageSuccess(persistent, _request.ActorInstanceId));
    }

    public void SendFailure(Exception cause, int writes)
    {
        Send(new WriteMessagesFailed(cause, writes), _journal);
        SendEach((persistent, _) => new WriteMessageFailure(persistent, cause, _request.ActorInstanceId));
    }

    private void SendEach(Func<IPersistentRepresentation, int, object> answer)
    {
        var write = 0;
        foreach (var envelope in _request.Messages)
        {
            if (envelope is not AtomicWrite atomic)
            {
                Send(new LoopMessageSuccess(envelope.Payload, _request.ActorInstanceId), envelope.Sender);
                continue;
            }

            foreach (var persistent in WriteJournalBase.Representations(atomic))
                Send(answer(persistent, write), persistent.Sender);
            write++;
        }
    }

    private void Send(object answer, IActorRef sender) =>
        _resequencer.Tell(new Resequencer.Numbered(_next++, answer, _request.PersistentActor, sender), _journal);
}
