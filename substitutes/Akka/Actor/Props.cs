using System.Linq.Expressions;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Actor;

/// <summary>How to make an actor: its type and arguments, where it runs and who supervises its children. Immutable.</summary>
public class Props : IEquatable<Props>, ISurrogated
{
    public static readonly Props None;

    private static readonly Deploy DefaultDeploy = new();
    private static readonly object[] NoArguments = [];

    private readonly IIndirectActorProducer _producer;

    public Props(Type type) : this(type, NoArguments)
    {
    }

    public Props(Type type, object[] args) : this(DefaultDeploy, type, args)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args) : this(DefaultDeploy, type, args.ToArray()) =>
        SupervisorStrategy = supervisorStrategy;

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args) : this(DefaultDeploy, type, args) =>
        SupervisorStrategy = supervisorStrategy;

    public Props(Deploy deploy, Type type, IEnumerable<object> args) : this(deploy, type, args.ToArray())
    {
    }

    public Props(Deploy deploy, Type type, params object[] args) : this(ProducerOf(type, args), deploy, args)
    {
    }

    protected Props() : this(new NoProducer(), DefaultDeploy, NoArguments)
    {
    }

    protected Props(Props copy) : this(copy._producer, copy.Deploy, copy.Arguments) => SupervisorStrategy = copy.SupervisorStrategy;

    private Props(IIndirectActorProducer producer, Deploy deploy, object[] args)
    {
        _producer = producer;
        Deploy = deploy;
        Arguments = args ?? NoArguments;
    }

    /// <summary>Props of an actor that does nothing.</summary>
    public static Props Empty { get; } = Create<EmptyActor>();

    public Type Type => _producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName;

    public object[] Arguments { get; }

    public Deploy Deploy { get; protected set; }

    /// <summary>Used in place of the actor's own strategy, unless null.</summary>
    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    public string Dispatcher => Deploy.Dispatcher == Deploy.NoDispatcherGiven ? Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;

    public string Mailbox => Deploy.Mailbox;

    /// <summary>Props from a constructor call; its arguments are evaluated once, here. Any other expression is evaluated for every instance.</summary>
    /// <exception cref="ArgumentException">The expression makes no new actor.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression)
            return new DynamicProps<TActor>(factory.Compile());
        var call = factory.Body as NewExpression
            ?? throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        var args = call.Arguments.Select(ExpressionValues.ValueOf).ToArray();
        return new Props(new ActivatorProducer(typeof(TActor), args), DefaultDeploy, args) { SupervisorStrategy = supervisorStrategy };
    }

    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(new ActivatorProducer(typeof(TActor), args), DefaultDeploy, args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() =>
        new(new ActivatorProducer(typeof(TActor), NoArguments), DefaultDeploy, NoArguments) { SupervisorStrategy = supervisorStrategy };

    public static Props Create(Type type, params object[] args) => new(type, args);

    /// <summary>Props whose instances come from a producer.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, DefaultDeploy, args);

    [Obsolete("Do not use this method. Call CreateBy(IIndirectActorProducer, params object[] args) instead")]
    public static Props CreateBy<TProducer>(params object[] args)
        where TProducer : class, IIndirectActorProducer => new(typeof(TProducer), args);

    public Props WithMailbox(string mailbox) => With(Deploy.WithMailbox(mailbox));

    public Props WithDispatcher(string dispatcher) => With(Deploy.WithDispatcher(dispatcher));

    public Props WithStashCapacity(int stashCapacity) => With(Deploy.WithStashCapacity(stashCapacity));

    public Props WithDeploy(Deploy deploy) => With(deploy.WithFallback(Deploy));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy)
    {
        var copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    /// <exception cref="TypeLoadException">The instance could not be made.</exception>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception e)
        {
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments.Select(a => a ?? "null"))})", e);
        }
    }

    public bool Equals(Props other) =>
        ReferenceEquals(this, other)
        || (other is not null && Deploy.Equals(other.Deploy) && Arguments.Length == other.Arguments.Length && Type == other.Type);

    public override bool Equals(object obj) => obj is Props other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Type, Arguments.Length, Deploy.Dispatcher, Deploy.Mailbox);

    public ISurrogate ToSurrogate(ActorSystem system) => new PropsSurrogate { Arguments = Arguments, Type = Type, Deploy = Deploy };

    protected virtual Props Copy() => new(this);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    private Props With(Deploy deploy)
    {
        var copy = Copy();
        copy.Deploy = deploy;
        return copy;
    }

    private static IIndirectActorProducer ProducerOf(Type type, object[] args)
    {
        if (type is null)
            throw new ArgumentNullException(nameof(type), "Props must be instantiated with an actor type.");
        if (typeof(IIndirectActorProducer).IsAssignableFrom(type))
            return (IIndirectActorProducer)Activator.CreateInstance(type, args);
        return typeof(ActorBase).IsAssignableFrom(type)
            ? new ActivatorProducer(type, args)
            : throw new ArgumentException($"Unknown actor producer [{type.FullName}]", nameof(type));
    }

    /// <summary>The wire form of props.</summary>
    public class PropsSurrogate : ISurrogate
    {
        public Type Type { get; set; }

        public Deploy Deploy { get; set; }

        public object[] Arguments { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Props(Deploy, Type, Arguments);
    }

    internal sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
