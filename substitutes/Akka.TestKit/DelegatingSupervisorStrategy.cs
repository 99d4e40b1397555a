using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>A strategy of its own for every child, and the default one for children without.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _strategies = [];

    /// <summary>A strategy that logs the failures of children.</summary>
    public DelegatingSupervisorStrategy() => LoggingEnabled = true;

    /// <inheritdoc />
    public override IDecider Decider { get; } = DefaultDecider;

    /// <summary>Handles the failures of a child by the given strategy.</summary>
    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) => _strategies[child] = supervisorStrategy;

    /// <inheritdoc />
    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children) =>
        StrategyOf(child).ProcessFailure(context, restart, child, cause, stats, children);

    /// <inheritdoc />
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
        _strategies.Remove(child);

    /// <summary>Strategies of tests stay in the process.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException("A strategy of a test has no serialized form.");

    /// <inheritdoc />
    protected override Directive Handle(IActorRef child, Exception exception) => StrategyOf(child).Decider.Decide(exception);

    private SupervisorStrategy StrategyOf(IActorRef child) => _strategies.GetValueOrDefault(child, DefaultStrategy);
}
