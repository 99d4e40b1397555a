using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>What a test actor understands besides the messages it keeps for the test.</summary>
public static class TestActor
{
    /// <summary>Whether a message is to be dropped.</summary>
    public delegate bool Ignore(object message);

    /// <summary>The answer that ends an auto pilot.</summary>
    public static AutoPilot NoAutoPilot => TestKit.NoAutoPilot.Instance;

    /// <summary>The answer that keeps an auto pilot.</summary>
    public static AutoPilot KeepRunning => TestKit.KeepRunning.Instance;

    /// <summary>Stands for no message.</summary>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Drop what the function says; null to drop nothing.</summary>
    public class SetIgnore(Ignore ignore) : INoSerializationVerificationNeeded
    {
        /// <summary>The function.</summary>
        public Ignore Ignore { get; } = ignore;
    }

    /// <summary>Watch an actor. Acknowledged.</summary>
    public class Watch(IActorRef actorToWatch) : INoSerializationVerificationNeeded
    {
        /// <summary>The actor to watch.</summary>
        public IActorRef Actor { get; } = actorToWatch;
    }

    /// <summary>Watch an actor no longer. Acknowledged.</summary>
    public class Unwatch(IActorRef actorToUnwatch) : INoSerializationVerificationNeeded
    {
        /// <summary>The actor that is watched.</summary>
        public IActorRef Actor { get; } = actorToUnwatch;
    }

    /// <summary>Let an auto pilot handle messages.</summary>
    public class SetAutoPilot(AutoPilot autoPilot) : INoSerializationVerificationNeeded
    {
        /// <summary>The auto pilot.</summary>
        public AutoPilot AutoPilot { get; } = autoPilot;
    }

    /// <summary>Create a child; its reference arrives as a message.</summary>
    public class Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy) : INoSerializationVerificationNeeded
    {
        /// <summary>What to create.</summary>
        public readonly Props _props = props;

        /// <summary>Its name, if it is to have a given one.</summary>
        public readonly Option<string> _name = name;

        /// <summary>How its failures are handled, if not by default.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy = supervisorStrategy;

        /// <summary>Creates the child.</summary>
        public IActorRef Apply(IActorRefFactory context) =>
            _name.HasValue ? context.ActorOf(_props, _name.Value) : context.ActorOf(_props);
    }

    internal sealed class Acknowledged : INoSerializationVerificationNeeded
    {
        public static readonly Acknowledged Instance = new();
    }
}
