namespace Akka.Actor;

/// <summary>Makes the instances of an actor.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    /// <summary>Called when an instance is not used any more.</summary>
    void Release(ActorBase actor);
}

/// <summary>Calls the constructor that fits the arguments.</summary>
internal sealed class ActivatorProducer : IIndirectActorProducer
{
    private readonly object[] _args;

    public ActivatorProducer(Type actorType, object[] args)
    {
        ActorType = actorType;
        _args = args;
    }

    public Type ActorType { get; }

    public ActorBase Produce() => (ActorBase)Activator.CreateInstance(ActorType, _args);

    public void Release(ActorBase actor)
    {
    }
}

/// <summary>Makes nothing.</summary>
internal sealed class NoProducer : IIndirectActorProducer
{
    public Type ActorType => typeof(ActorBase);

    public ActorBase Produce() => throw new InvalidOperationException("No actor producer specified!");

    public void Release(ActorBase actor)
    {
    }
}

/// <summary>Props of an actor that has stopped.</summary>
public class TerminatedProps : Props
{
    public override ActorBase NewActor() => throw new InvalidOperationException("This actor has been terminated");
}

/// <summary>Props that call a delegate for every instance.</summary>
internal sealed class DynamicProps<TActor> : Props
    where TActor : ActorBase
{
    private readonly Func<TActor> _factory;

    public DynamicProps(Func<TActor> factory) : base(typeof(TActor)) => _factory = factory;

    private DynamicProps(DynamicProps<TActor> copy) : base(copy) => _factory = copy._factory;

    public override ActorBase NewActor() => _factory();

    protected override Props Copy() => new DynamicProps<TActor>(this);
}
