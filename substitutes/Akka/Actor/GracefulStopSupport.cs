using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stops an actor and waits for it.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/>; true when the actor has stopped in time.</summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>Sends a message of the caller's choice; true when the actor has stopped in time.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        using var cancellation = new CancellationTokenSource();
        if (timeout > TimeSpan.Zero)
            cancellation.CancelAfter(timeout);
        return await WatchAsyncSupport.Watched(target, () => target.Tell(stopMessage, ActorRefs.NoSender), cancellation.Token);
    }
}

/// <summary>Waits until an actor has stopped.</summary>
public static class WatchAsyncSupport
{
    /// <summary>True when the actor has stopped; false when the token was cancelled before.</summary>
    public static Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default) => Watched(target, () => { }, token);

    internal static async Task<bool> Watched(IActorRef target, Action begin, CancellationToken token)
    {
        if (target is not IInternalActorRef watchee)
            throw new InvalidOperationException($"{target} is not an {typeof(IInternalActorRef)} and cannot be death-watched");
        var promise = PromiseActorRef.Create(watchee.Provider, token);
        watchee.SendSystemMessage(new Watch(watchee, promise));
        begin();
        try
        {
            return await promise.Result is Terminated terminated && terminated.ActorRef.Path.Equals(target.Path);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            watchee.SendSystemMessage(new Unwatch(watchee, promise));
        }
    }
}
