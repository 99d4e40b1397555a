using System.Collections.Immutable;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>The other replicas by their own word: one watch for each, while somebody wants to know.</summary>
internal sealed class Peers(IActorContext context, IPeerStreams streams)
{
    private readonly SortedDictionary<string, (RosterEntry Entry, IActorRef Watch, PeerView View)> _known = new(StringComparer.Ordinal);

    public ImmutableArray<PeerView> All => [.. _known.Values.Select(known => known.View)];

    /// <summary>Watches these and no others; one whose address has changed anew.</summary>
    public void Watch(IEnumerable<RosterEntry> entries)
    {
        var wanted = entries.Where(entry => entry.Addresses.Health.Length > 0).ToList();
        foreach (var (name, known) in _known.Where(known => !wanted.Contains(known.Value.Entry)).ToList())
        {
            context.Stop(known.Watch);
            _known.Remove(name);
        }

        foreach (var entry in wanted.Where(entry => !_known.ContainsKey(entry.Replica)))
            _known[entry.Replica] = (entry, context.ActorOf(PeerWatch.Props(entry, streams)), new PeerView(entry.Replica, Problem: null, Heard: null));
    }

    /// <summary>The last word of a replica.</summary>
    public ReplicaView? Of(string? replica) => replica is not null && _known.TryGetValue(replica, out var known) && known.View.Problem is null ? known.View.Heard : null;

    /// <summary>Null when it is not watched any more.</summary>
    public PeerView? Note(IActorRef watch, string replica, Func<PeerView, PeerView> change)
    {
        if (!_known.TryGetValue(replica, out var known) || !known.Watch.Equals(watch))
            return null;
        known.View = change(known.View);
        _known[replica] = known;
        return known.View;
    }
}
