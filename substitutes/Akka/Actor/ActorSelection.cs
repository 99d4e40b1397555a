using Akka.Util;

namespace Akka.Actor;

/// <summary>All actors whose path fits, seen from an anchor. Looked up anew for every message.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection()
    {
    }

    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path) : this(anchor, path.Split('/'))
    {
    }

    /// <exception cref="IllegalActorNameException">A double wildcard is not the last element.</exception>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        Path = elements.Where(e => !string.IsNullOrEmpty(e)).Select(Element).ToArray();
        if (Array.IndexOf(Path, SelectChildRecursive.Instance) is >= 0 and var at && at < Path.Length - 1)
            throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
    }

    public IActorRef Anchor { get; private set; }

    public SelectionPathElement[] Path { get; private set; }

    public string PathString => "/" + string.Join("/", Path.AsEnumerable());

    /// <summary>Sends to all actors that fit; the sender is the current actor unless one is given.</summary>
    public void Tell(object message, IActorRef sender = null) =>
        Deliver((IInternalActorRef)Anchor, sender ?? ActorCell.GetCurrentSelfOrNoSender(), new ActorSelectionMessage(message, Path));

    /// <summary>The actor that answers first.</summary>
    /// <exception cref="ActorNotFoundException">In the task: there is none, or none has answered in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    public override bool Equals(object obj) => obj is ActorSelection other && Equals(other);

    protected bool Equals(ActorSelection other) => Equals(Anchor, other.Anchor) && PathString == other.PathString;

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString()
    {
        var uid = Anchor.Path.Uid == ActorCell.UndefinedUid ? "" : $"#{Anchor.Path.Uid}";
        return $"ActorSelection[Anchor({Anchor.Path}{uid}), Path({PathString})]";
    }

    private static SelectionPathElement Element(string name) => name switch
    {
        "**" => SelectChildRecursive.Instance,
        ".." => SelectParent.Instance,
        _ when name.Contains('?') || name.Contains('*') => new SelectChildPattern(name),
        _ => new SelectChildName(name),
    };

    /// <summary>Walks down the elements as long as they lead to one actor; fans out at a pattern.</summary>
    private static void Deliver(IInternalActorRef anchor, IActorRef sender, ActorSelectionMessage selection)
    {
        var at = anchor;
        for (var i = 0; i < selection.Elements.Length; i++)
        {
            if (at is not ActorRefWithCell actor)
            {
                at.Tell(new ActorSelectionMessage(selection.Message, selection.Elements[i..]), sender);
                return;
            }

            if (selection.Elements[i] is SelectChildRecursive or SelectChildPattern)
            {
                FanOut(anchor, actor, sender, selection, i);
                return;
            }

            at = selection.Elements[i] is SelectChildName name ? actor.GetSingleChild(name.Name) : actor.Parent;
            if (at is Nobody)
            {
                DeliverToNobody(anchor, actor, sender, selection);
                return;
            }
        }

        at.Tell(selection.Message, sender);
    }

    private static void FanOut(IInternalActorRef anchor, ActorRefWithCell actor, IActorRef sender, ActorSelectionMessage selection, int index)
    {
        if (selection.Elements[index] is not SelectChildPattern pattern)
        {
            DeliverToAll(actor, sender, selection.Message);
            return;
        }

        var matching = actor.Children.Where(c => c.Path.Name.Like(pattern.PatternStr)).ToArray();
        if (matching.Length == 0)
            DeliverToNobody(anchor, actor, sender, selection);
        var next = new ActorSelectionMessage(selection.Message, selection.Elements[(index + 1)..], selection.WildCardFanOut || matching.Length > 1);
        foreach (var child in matching)
            Deliver((IInternalActorRef)child, sender, next);
    }

    private static void DeliverToAll(ActorRefWithCell actor, IActorRef sender, object message)
    {
        foreach (var child in actor.Children.ToArray())
        {
            child.Tell(message, sender);
            if (child is ActorRefWithCell parent)
                DeliverToAll(parent, sender, message);
        }
    }

    private static void DeliverToNobody(IInternalActorRef anchor, ActorRefWithCell last, IActorRef sender, ActorSelectionMessage selection)
    {
        if (selection.WildCardFanOut)
            return;
        var path = anchor.Path / selection.Elements.Select(e => e.ToString());
        new EmptyLocalActorRef(last.Provider, path, last.Underlying.System.EventStream).Tell(selection, sender);
    }
}
