using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Canton.Ha.Actors.Configuration;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// Runs actors on the thread of the test and lets time pass only when the test says so, so that everything a step causes has happened when
/// the step returns. A message that no actor handled, or one of a protocol of ours that went to dead letters, fails the test.
/// </summary>
public abstract class NodeKit : TestKit
{
    /// <summary>The dispatcher that runs an actor on the thread that tells it something.</summary>
    public const string Inline = "akka.test.calling-thread-dispatcher";

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    private readonly TestProbe _unwanted;
    private IActorRef _actor = ActorRefs.Nobody;

    protected NodeKit()
        : base(ConfigurationFactory.ParseString("""
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            akka.loggers = []
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            """))
    {
        _unwanted = new TestProbe(Sys, Assertions);
        Sys.EventStream.Subscribe(_unwanted.Ref, typeof(UnhandledMessage));
        Sys.EventStream.Subscribe(_unwanted.Ref, typeof(DeadLetter));
        Database = new FakeDatabase(Time, Settings);
        Link = new FakeLink(Database, "participant1");
        Parent = new TestProbe(Sys, Assertions);
    }

    internal FakeTime Time { get; } = new();

    internal FakeDatabase Database { get; }

    internal FakeLink Link { get; }

    /// <summary>Hears what the actor under test says to its parent.</summary>
    protected TestProbe Parent { get; }

    protected static ReplicationSettings Settings => ReplicaSettings.Default;

    protected TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    /// <summary>Starts the actor under test, below a parent that passes on to <see cref="Parent"/> what it hears.</summary>
    protected void Start(Props child) => Start(child, overhear: _ => { });

    /// <summary>As <see cref="Start(Props)"/>; <paramref name="overhear"/> runs in the moment when the parent hears something.</summary>
    protected void Start(Props child, Action<object> overhear) =>
        Spawn(FakeParent.Props(child, Parent.Ref, born: actor => _actor = actor, overhear));

    /// <summary>Starts any actor that runs on the thread of the test.</summary>
    protected IActorRef Spawn(Props props)
    {
        var grandparent = CreateTestProbe();
        // What waits for an answer goes on where the answer is given; the runner's context would have it go on elsewhere.
        SynchronizationContext.SetSynchronizationContext(null);
        return grandparent.ChildActorOf(props);
    }

    /// <summary>Says something to the actor under test.</summary>
    protected void Tell(object message) => _actor.Tell(message, TestActor);

    /// <summary>Stops the actor under test.</summary>
    protected void Stop() => Sys.Stop(_actor);

    /// <summary>Lets time pass in small steps, so that what falls due happens in its order.</summary>
    protected void Advance(TimeSpan time) => Advance(time, s_tick, Database.Step);

    protected void Advance(TimeSpan time, TimeSpan tick, Action step)
    {
        for (var left = time; left > TimeSpan.Zero; left -= tick)
        {
            var passing = left < tick ? left : tick;
            Time.Advance(passing);
            Scheduler.Advance(passing);
            step();
        }
    }

    /// <summary>Lets time pass until something is so, and says how much that was.</summary>
    protected TimeSpan AdvanceUntil(Func<bool> isTrue)
    {
        var started = Time.GetTimestamp();
        while (!isTrue())
        {
            Advance(s_tick);
            Time.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromMinutes(1), "it does not happen");
        }

        return Time.GetElapsedTime(started);
    }

    protected T Heard<T>() => Parent.ExpectMsg<T>(TimeSpan.Zero);

    protected void HeardNothing() => Heard(Parent).Should().BeEmpty();

    /// <summary>Everything a probe has heard and not shown yet.</summary>
    protected static IReadOnlyList<object> Heard(TestProbe probe)
    {
        var heard = new List<object>();
        while (probe.HasMessages)
            heard.Add(probe.ReceiveOne(TimeSpan.Zero));
        return heard;
    }

    protected override void AfterAll()
    {
        Heard(_unwanted).Where(IsOurs).Should().BeEmpty("every message must be handled, or ignored by name");
        base.AfterAll();
    }

    private static bool IsOurs(object unwanted) => unwanted switch
    {
        UnhandledMessage => true,
        DeadLetter letter => letter.Message.GetType().DeclaringType is { Name: var name } && name.EndsWith("Protocol", StringComparison.Ordinal),
        _ => false,
    };
}
