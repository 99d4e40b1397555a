using System.Collections.Immutable;

namespace Akka.Actor.Internal;

/// <summary>No children yet.</summary>
public class EmptyChildrenContainer : IChildrenContainer
{
    private static readonly ImmutableDictionary<string, IChildStats> NoStats =
        ImmutableDictionary.Create<string, IChildStats>(StringComparer.Ordinal);

    protected EmptyChildrenContainer()
    {
    }

    public static IChildrenContainer Instance { get; } = new EmptyChildrenContainer();

    public IReadOnlyCollection<IInternalActorRef> Children => [];

    public IReadOnlyCollection<ChildRestartStats> Stats => [];

    public virtual bool IsNormal => true;

    public virtual bool IsTerminating => false;

    public virtual IChildrenContainer Add(string name, ChildRestartStats stats) => NormalChildrenContainer.Create(NoStats.Add(name, stats));

    public virtual IChildrenContainer Reserve(string name) => NormalChildrenContainer.Create(NoStats.Add(name, ChildNameReserved.Instance));

    public IChildrenContainer Remove(IActorRef child) => this;

    public IChildrenContainer Unreserve(string name) => this;

    public IChildrenContainer ShallDie(IActorRef actor) => this;

    public bool Contains(IActorRef actor) => false;

    public bool TryGetByName(string name, out IChildStats stats)
    {
        stats = null;
        return false;
    }

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats childRestartStats)
    {
        childRestartStats = null;
        return false;
    }

    public override string ToString() => "No children";
}

/// <summary>The actor has stopped: no children any more.</summary>
public class TerminatedChildrenContainer : EmptyChildrenContainer
{
    private TerminatedChildrenContainer()
    {
    }

    public new static IChildrenContainer Instance { get; } = new TerminatedChildrenContainer();

    public override bool IsNormal => false;

    public override bool IsTerminating => true;

    public override IChildrenContainer Add(string name, ChildRestartStats stats) => this;

    public override IChildrenContainer Reserve(string name) =>
        throw new InvalidOperationException($"Cannot reserve actor name '{name}': already terminated");

    public override string ToString() => "Terminated";
}
