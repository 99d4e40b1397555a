using Akka.Actor;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Shell;

/// <summary>One <c>set_passive</c> typed on the console: asks the replica, passes its answer on, and ends.</summary>
internal sealed class SetPassiveCommand : ReceiveActor, IWithTimers
{
    private readonly ConsoleProtocol.HandOver _command;
    private readonly IActorRef _asker;

    public SetPassiveCommand(ConsoleProtocol.HandOver command, IActorRef asker)
    {
        _command = command;
        _asker = asker;
        Receive<ReplicationProtocol.HandedOver>(Answer);
        Receive<ReplicationProtocol.Refused>(Answer);
        Receive<ReplicationProtocol.NobodyTookOver>(Answer);
        Receive<ReplicationProtocol.SomebodyElseTookOver>(Answer);
        Receive<Terminated>(_ => Fail($"{command.Name} has stopped for good and cannot hand over."));
        Receive<Overdue>(_ => Fail($"{command.Name} has not answered within {ConsoleText.Seconds(command.Limit)}: look at {command.Name}.health.status()."));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ConsoleProtocol.HandOver command, IActorRef asker) => Akka.Actor.Props.Create(() => new SetPassiveCommand(command, asker));

    protected override void PreStart()
    {
        Context.Watch(_command.Replica);
        _command.Replica.Tell(new ReplicationProtocol.SetPassive("asked for on the console", _command.To));
        Timers.StartSingleTimer(nameof(Overdue), Overdue.Instance, _command.Limit);
    }

    private void Fail(string sentence) => Answer(new Status.Failure(new CommandFailedException(FailureKind.Refused, sentence)));

    private void Answer(object answer)
    {
        _asker.Tell(answer);
        Context.Stop(Self);
    }

    private sealed record Overdue
    {
        public static readonly Overdue Instance = new();
    }
}
