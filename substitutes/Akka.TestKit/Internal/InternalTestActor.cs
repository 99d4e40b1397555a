using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Keeps what it receives for the test that owns the queue.</summary>
internal sealed class InternalTestActor(ChannelWriter<MessageEnvelope> queue) : UntypedActor
{
    private readonly DelegatingSupervisorStrategy _strategies = new();
    private TestActor.Ignore _ignore;
    private AutoPilot _autoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => _strategies;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set:
                _ignore = set.Ignore;
                break;
            case TestActor.SetAutoPilot set:
                _autoPilot = set.AutoPilot;
                break;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                Sender.Tell(TestActor.Acknowledged.Instance);
                break;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(TestActor.Acknowledged.Instance);
                break;
            case TestActor.Spawn spawn:
                Keep(SpawnChild(spawn), Self);
                break;
            default:
                Handle(message);
                break;
        }
    }

    private IActorRef SpawnChild(TestActor.Spawn spawn)
    {
        var child = spawn.Apply(Context);
        if (spawn._supervisorStrategy.HasValue)
            _strategies.Update(child, spawn._supervisorStrategy.Value);
        return child;
    }

    private void Handle(object message)
    {
        var next = _autoPilot?.Run(Sender, message);
        if (next is not KeepRunning)
            _autoPilot = next;
        if (_ignore is null || !_ignore(message))
            Keep(message, Sender);
    }

    private void Keep(object message, IActorRef sender) => queue.TryWrite(new RealMessageEnvelope(message, sender));
}
