using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Completes a task with the first message it receives; can watch.</summary>
internal sealed class PromiseActorRef : MinimalActorRef
{
    private static readonly Status.Failure Stopped = new(new ActorKilledException("Stopped"));

    private readonly TaskCompletionSource<object> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WatcherSet _watchers = new();

    private PromiseActorRef(IActorRefProvider provider)
    {
        Provider = provider;
        Path = provider.TempPath();
    }

    public Task<object> Result => _promise.Task;

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    public override IInternalActorRef Parent => Provider.TempContainer;

    /// <summary>A reference whose task is cancelled by the token.</summary>
    public static PromiseActorRef Create(IActorRefProvider provider, CancellationToken cancellationToken)
    {
        var promise = new PromiseActorRef(provider);
        provider.RegisterTempActor(promise, promise.Path);
        var registration = cancellationToken.Register(() => promise._promise.TrySetCanceled(cancellationToken));
        _ = promise.Result.ContinueWith(
            _ =>
            {
                registration.Unregister();
                promise.Stop();
                provider.UnregisterTempActor(promise.Path);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return promise;
    }

    public override void Stop()
    {
        _promise.TrySetResult(Stopped);
        _watchers.CloseAndNotify(this);
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Terminate:
                Stop();
                break;
            case DeathWatchNotification stopped:
                Tell(new Terminated(stopped.Actor, stopped.ExistenceConfirmed, stopped.AddressTerminated), this);
                break;
            case Watch watch:
                _watchers.Add(watch.Watcher, this);
                break;
            case Unwatch unwatch:
                _watchers.Remove(unwatch.Watcher);
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (!_promise.TrySetResult(message ?? throw new InvalidMessageException()))
            Provider.DeadLetters.Tell(message, sender);
    }
}
