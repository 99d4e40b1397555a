using Akka.Actor;
using Canton.Ha.Actors.Replication;

namespace Canton.Ha.Actors.Shell;

/// <summary>One <c>set_passive</c> typed on the console: asks the replica, tells its answer to the console, and ends.</summary>
internal sealed class SetPassiveCommand : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    private readonly ConsoleNode _node;

    public SetPassiveCommand(ConsoleNode node)
    {
        _node = node;
        Receive<ReplicationProtocol.HandedOver>(m => Answer(ConsoleText.Answer(node.Name, m)));
        Receive<ReplicationProtocol.Refused>(m => Answer(ConsoleText.Answer(node.Name, m)));
        Receive<ReplicationProtocol.NobodyTookOver>(m => Answer(ConsoleText.Answer(node.Name, m)));
        Receive<Terminated>(_ => Answer($"{node.Name} has stopped for good and cannot hand over."));
        Receive<Overdue>(_ => Answer($"{node.Name} has not answered within {ConsoleText.Seconds(s_timeout)}: look at {node.Name}.health.status()."));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ConsoleNode node) => Akka.Actor.Props.Create(() => new SetPassiveCommand(node));

    protected override void PreStart()
    {
        Context.Watch(_node.Replica);
        _node.Replica.Tell(new ReplicationProtocol.SetPassive("asked for on the console"));
        Timers.StartSingleTimer(nameof(Overdue), Overdue.Instance, s_timeout);
    }

    private void Answer(string text)
    {
        Context.Parent.Tell(new ConsoleProtocol.Answered(text));
        Context.Stop(Self);
    }

    private sealed record Overdue
    {
        public static readonly Overdue Instance = new();
    }
}
