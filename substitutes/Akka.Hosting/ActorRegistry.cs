using System.Collections;
using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>The actors that an actor system makes known to the application, by type.</summary>
public class ActorRegistry : IActorRegistry, IExtension
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Type, IActorRef> _actors = new();
    private readonly Dictionary<Type, List<TaskCompletionSource<IActorRef>>> _waiting = [];

    /// <summary>The registry of an actor system.</summary>
    public static ActorRegistry For(ActorSystem actorSystem) => actorSystem.WithExtension<ActorRegistry, ActorRegistryExtension>();

    /// <inheritdoc />
    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!TryRegister<TKey>(actor, overwrite))
            throw new DuplicateActorRegistryException($"An actor for type {typeof(TKey)} has already been registered. Overwrite it or use a different key.");
    }

    /// <inheritdoc />
    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false) => TryRegister(typeof(TKey), actor, overwrite);

    /// <inheritdoc />
    public bool TryRegister(Type key, IActorRef actor, bool overwrite = false)
    {
        List<TaskCompletionSource<IActorRef>>? waiting;
        lock (_lock)
        {
            if (actor is null || (!overwrite && _actors.ContainsKey(key)))
                return false;
            _actors[key] = actor;
            _waiting.Remove(key, out waiting);
        }

        waiting?.ForEach(waiter => waiter.TrySetResult(actor));
        return true;
    }

    /// <inheritdoc />
    public bool TryGet<TKey>(out IActorRef actor) => TryGet(typeof(TKey), out actor);

    /// <inheritdoc />
    public bool TryGet(Type key, out IActorRef actor)
    {
        var found = _actors.TryGetValue(key, out var registered);
        actor = registered ?? ActorRefs.Nobody;
        return found;
    }

    /// <inheritdoc />
    public IActorRef Get<TKey>() => TryGet<TKey>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor registered for key {typeof(TKey)}");

    /// <inheritdoc />
    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default) => GetAsync(typeof(TKey), ct);

    /// <inheritdoc />
    public Task<IActorRef> GetAsync(Type key, CancellationToken ct = default)
    {
        lock (_lock)
        {
            if (_actors.TryGetValue(key, out var actor))
                return Task.FromResult(actor);
            if (!_waiting.TryGetValue(key, out var waiting))
                _waiting.Add(key, waiting = []);
            var waiter = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(waiter);
            return waiter.Task.WaitAsync(ct);
        }
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<Type, IActorRef>> GetEnumerator() => _actors.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
