namespace Akka.Actor;

/// <summary>Sends a message and waits for the one answer.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Ask<T>(self, _ => message, timeout, cancellationToken);

    /// <summary>Sends what <paramref name="messageFactory"/> makes of the reference that receives the answer.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="messageFactory">Makes the message.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>, zero or less for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AskTimeoutException">In the task: no answer in time.</exception>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ResolveProvider(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = new Waiting<T>(result, timeout ?? provider.Settings.AskTimeout, cancellationToken);
        var future = provider.CreateFutureRef(result);
        _ = result.Task.ContinueWith(
            _ =>
            {
                provider.UnregisterTempActor(future.Path);
                wait.End();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        provider.RegisterTempActor(future, future.Path);
        future.DeliverAsk(messageFactory(future), self);
        return result.Task;
    }

    internal static IActorRefProvider ResolveProvider(ICanTell self) => self switch
    {
        ActorSelection selection => ResolveProvider(selection.Anchor),
        IInternalActorRef actorRef => actorRef.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };

    /// <summary>What may end the wait without an answer.</summary>
    private readonly struct Waiting<T>
    {
        private readonly CancellationTokenSource _timeout;
        private readonly CancellationTokenRegistration _timedOut;
        private readonly CancellationTokenRegistration _cancelled;

        public Waiting(TaskCompletionSource<T> result, TimeSpan timeout, CancellationToken cancellationToken)
        {
            if (timeout > TimeSpan.Zero)
            {
                _timeout = new CancellationTokenSource();
                _timedOut = _timeout.Token.Register(
                    () => result.TrySetException(new AskTimeoutException($"Timeout after {timeout.TotalSeconds:F2} seconds")));
                _timeout.CancelAfter(timeout);
            }

            if (cancellationToken.CanBeCanceled)
                _cancelled = cancellationToken.Register(() => result.TrySetCanceled());
        }

        public void End()
        {
            _timedOut.Dispose();
            _cancelled.Dispose();
            _timeout?.Dispose();
        }
    }
}
