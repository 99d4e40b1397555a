using Akka.Actor;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>The connections that the registry has now: of each alias at most one, and none begins before the one before it has stopped.</summary>
/// <param name="context">The registry's.</param>
/// <param name="start">Begins one.</param>
internal sealed class Connections(IActorContext context, Func<string, IActorRef> start)
{
    private readonly Dictionary<string, Connection> _byAlias = new(StringComparer.Ordinal);
    private readonly List<Waiting> _waiting = [];

    public bool IsConnected(string alias) => _byAlias.GetValueOrDefault(alias) is { IsConnected: true, IsEnding: false };

    public SynchronizerStatus StatusOf(RegisteredSynchronizer registered)
    {
        var connection = _byAlias.GetValueOrDefault(registered.Alias);
        var isOpen = connection is { IsEnding: false };
        return new SynchronizerStatus(registered, isOpen, IsConnected(registered.Alias), isOpen ? connection?.Why : null);
    }

    /// <summary>Begins a connection, hurries the one there is, or has one begin when the one that ends has stopped.</summary>
    public void Start(string alias)
    {
        if (!_byAlias.TryGetValue(alias, out var connection))
            _byAlias[alias] = new Connection(context.Watch(start(alias)));
        else if (connection.IsEnding)
            connection.IsToBeginAnew = true;
        else
            connection.Actor.Tell(ConnectionProtocol.Hurry.Instance);
    }

    /// <summary>Ends a connection and begins another one; without effect where there is none.</summary>
    public void StartAnew(string alias, string why)
    {
        if (!_byAlias.TryGetValue(alias, out var connection) || connection.IsEnding)
            return;
        End(connection, why);
        connection.IsToBeginAnew = true;
    }

    /// <summary>Ends connections, of which some may not be there.</summary>
    /// <param name="aliases">Which.</param>
    /// <param name="why">For the operator.</param>
    /// <param name="then">Runs when all of them have stopped.</param>
    public void End(IEnumerable<string> aliases, string why, Action then)
    {
        var ending = aliases.Where(_byAlias.ContainsKey).ToHashSet(StringComparer.Ordinal);
        foreach (var alias in ending)
        {
            End(_byAlias[alias], why);
            _byAlias[alias].IsToBeginAnew = false;
        }

        if (ending.Count == 0)
            then();
        else
            _waiting.Add(new Waiting(ending, then));
    }

    /// <summary>False if it is news of a connection that ends or has ended.</summary>
    public bool Connected(string alias, IActorRef actor) => Change(alias, actor, isConnected: true, why: null);

    /// <summary>False if it is news of a connection that ends or has ended.</summary>
    public bool NotConnected(string alias, IActorRef actor, string why) => Change(alias, actor, isConnected: false, why);

    public void Stopped(IActorRef actor)
    {
        var alias = actor.Path.Name;
        if (!_byAlias.Remove(alias, out var stopped))
            return;
        if (stopped.IsToBeginAnew)
            Start(alias);
        foreach (var waiting in _waiting.Where(waiting => waiting.Aliases.Remove(alias) && waiting.Aliases.Count == 0).ToList())
        {
            _waiting.Remove(waiting);
            waiting.Then();
        }
    }

    private bool Change(string alias, IActorRef actor, bool isConnected, string? why)
    {
        if (!_byAlias.TryGetValue(alias, out var connection) || connection.IsEnding || !connection.Actor.Equals(actor))
            return false;
        (connection.IsConnected, connection.Why) = (isConnected, why);
        return true;
    }

    private static void End(Connection connection, string why)
    {
        connection.IsEnding = true;
        connection.Actor.Tell(new ConnectionProtocol.Disconnect(why));
    }

    private sealed class Connection(IActorRef actor)
    {
        public IActorRef Actor => actor;

        public bool IsConnected { get; set; }

        public bool IsEnding { get; set; }

        public bool IsToBeginAnew { get; set; }

        public string? Why { get; set; } = "it is being connected";
    }

    private sealed record Waiting(HashSet<string> Aliases, Action Then);
}
