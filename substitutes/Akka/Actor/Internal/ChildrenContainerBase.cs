using System.Collections;
using System.Collections.Immutable;

namespace Akka.Actor.Internal;

/// <summary>Children by name.</summary>
public abstract class ChildrenContainerBase : IChildrenContainer
{
    protected ChildrenContainerBase(IImmutableDictionary<string, IChildStats> children) => InternalChildren = children;

    public IReadOnlyCollection<IInternalActorRef> Children => new View<IInternalActorRef>(this, stats => stats.Child);

    public IReadOnlyCollection<ChildRestartStats> Stats => new View<ChildRestartStats>(this, stats => stats);

    public virtual bool IsNormal => true;

    public virtual bool IsTerminating => false;

    protected IImmutableDictionary<string, IChildStats> InternalChildren { get; }

    public abstract IChildrenContainer Add(string name, ChildRestartStats stats);

    public abstract IChildrenContainer Remove(IActorRef child);

    public abstract IChildrenContainer Reserve(string name);

    public abstract IChildrenContainer ShallDie(IActorRef actor);

    public abstract IChildrenContainer Unreserve(string name);

    public bool TryGetByName(string name, out IChildStats stats) => InternalChildren.TryGetValue(name, out stats);

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats childRestartStats)
    {
        childRestartStats = InternalChildren.TryGetValue(actor.Path.Name, out var stats) && stats is ChildRestartStats known && actor.Equals(known.Child)
            ? known
            : null;
        return childRestartStats is not null;
    }

    public bool Contains(IActorRef actor) => TryGetByRef(actor, out _);

    protected IImmutableDictionary<string, IChildStats> WithReserved(string name)
    {
        if (InternalChildren.ContainsKey(name))
            throw new InvalidActorNameException($@"Actor name ""{name}"" is not unique!");
        return InternalChildren.Add(name, ChildNameReserved.Instance);
    }

    protected IImmutableDictionary<string, IChildStats> WithoutReserved(string name) =>
        InternalChildren.TryGetValue(name, out var stats) && stats is ChildNameReserved ? InternalChildren.Remove(name) : InternalChildren;

    public override string ToString() => InternalChildren.Count > 20
        ? $"{InternalChildren.Count} children"
        : $"Children:\n    {string.Join("\n    ", InternalChildren.Select(c => $"<{c.Key}:{c.Value}>"))}";

    /// <summary>Looks at the children only when it is read: whoever asks often has no use for them.</summary>
    private sealed class View<T> : IReadOnlyCollection<T>
    {
        private readonly ChildrenContainerBase _container;
        private readonly Func<ChildRestartStats, T> _select;

        public View(ChildrenContainerBase container, Func<ChildRestartStats, T> select)
        {
            _container = container;
            _select = select;
        }

        public int Count => _container.InternalChildren.Values.Count(stats => stats is ChildRestartStats);

        public IEnumerator<T> GetEnumerator() => _container.InternalChildren.Values.OfType<ChildRestartStats>().Select(_select).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Children, none of which the actor waits for.</summary>
public class NormalChildrenContainer : ChildrenContainerBase
{
    private NormalChildrenContainer(IImmutableDictionary<string, IChildStats> children) : base(children)
    {
    }

    public static IChildrenContainer Create(IImmutableDictionary<string, IChildStats> children) =>
        children.Count == 0 ? EmptyChildrenContainer.Instance : new NormalChildrenContainer(children);

    public override IChildrenContainer Add(string name, ChildRestartStats stats) => Create(InternalChildren.SetItem(name, stats));

    public override IChildrenContainer Remove(IActorRef child) => Create(InternalChildren.Remove(child.Path.Name));

    public override IChildrenContainer Reserve(string name) => Create(WithReserved(name));

    public override IChildrenContainer Unreserve(string name) => Create(WithoutReserved(name));

    public override IChildrenContainer ShallDie(IActorRef actor) =>
        new TerminatingChildrenContainer(InternalChildren, actor, SuspendReason.UserRequest.Instance);
}

/// <summary>Children, some of which the actor waits for.</summary>
public class TerminatingChildrenContainer : ChildrenContainerBase
{
    public TerminatingChildrenContainer(IImmutableDictionary<string, IChildStats> children, IActorRef toDie, SuspendReason reason)
        : this(children, [toDie], reason)
    {
    }

    public TerminatingChildrenContainer(IImmutableDictionary<string, IChildStats> children, ImmutableHashSet<IActorRef> toDie, SuspendReason reason)
        : base(children)
    {
        ToDie = toDie;
        Reason = reason;
    }

    public ImmutableHashSet<IActorRef> ToDie { get; }

    public SuspendReason Reason { get; }

    public override bool IsNormal => Reason is SuspendReason.UserRequest;

    public override bool IsTerminating => Reason is SuspendReason.Termination;

    public override IChildrenContainer Add(string name, ChildRestartStats stats) =>
        new TerminatingChildrenContainer(InternalChildren.SetItem(name, stats), ToDie, Reason);

    public override IChildrenContainer Remove(IActorRef child)
    {
        var toDie = ToDie.Remove(child);
        var children = InternalChildren.Remove(child.Path.Name);
        if (!toDie.IsEmpty)
            return new TerminatingChildrenContainer(children, toDie, Reason);
        return IsTerminating ? TerminatedChildrenContainer.Instance : NormalChildrenContainer.Create(children);
    }

    public override IChildrenContainer ShallDie(IActorRef actor) => new TerminatingChildrenContainer(InternalChildren, ToDie.Add(actor), Reason);

    public override IChildrenContainer Reserve(string name) => IsTerminating
        ? throw new InvalidOperationException($@"Cannot reserve actor name ""{name}"". It is terminating.")
        : new TerminatingChildrenContainer(WithReserved(name), ToDie, Reason);

    public override IChildrenContainer Unreserve(string name) => new TerminatingChildrenContainer(WithoutReserved(name), ToDie, Reason);

    public IChildrenContainer CreateCopyWithReason(SuspendReason reason) => new TerminatingChildrenContainer(InternalChildren, ToDie, reason);

    public override string ToString() => $"{base.ToString()}\nTerminating({Reason}): {string.Join(", ", ToDie)}";
}
