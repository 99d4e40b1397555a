using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Receives the one answer of an <c>Ask</c>.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;

    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
    {
        _result = result;
        Path = path;
        Provider = provider;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (!TryComplete(message) && !_result.Task.IsCanceled)
            Provider.DeadLetters.Tell(message ?? default(T), this);
    }

    private bool TryComplete(object message)
    {
        switch (message)
        {
            case ISystemMessage system:
                return _result.TrySetException(new InvalidOperationException($"system message of type '{system.GetType().Name}' is invalid for FutureActorRef"));
            case T answer:
                return _result.TrySetResult(answer);
            case null:
                return _result.TrySetResult(default);
            case Status.Failure failure:
                return _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message."));
            default:
                _result.TrySetException(new ArgumentException(
                    $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]", nameof(message)));
                return false;
        }
    }
}
