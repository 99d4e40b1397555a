using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class TimersSpec : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_single_timer_fires_once()
    {
        var actor = Start();
        actor.Tell(new Single("key", "tick", Soon));
        await ExpectMsgAsync("tick");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        (await actor.Ask<bool>("key")).Should().BeFalse();
    }

    [Fact]
    public async Task A_periodic_timer_fires_until_it_is_cancelled()
    {
        var actor = Start();
        actor.Tell(new Periodic("key", "tick", Soon));
        await ExpectMsgAsync("tick");
        await ExpectMsgAsync("tick");
        actor.Tell(new Cancel("key"));
        (await actor.Ask<bool>("key")).Should().BeFalse();
        await ReceiveWhileAsync<object>(TimeSpan.FromMilliseconds(20), m => m).ToListAsync();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Starting_a_key_again_replaces_the_timer()
    {
        var actor = Start();
        actor.Tell(new Single("key", "first", Soon));
        actor.Tell(new Single("key", "second", Soon));
        await ExpectMsgAsync("second");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_timer_that_has_fired_into_the_mailbox_does_not_outlive_its_cancellation()
    {
        var actor = Start();
        var gate = new TaskCompletionSource();
        actor.Tell(new Single("key", "stale", TimeSpan.FromMilliseconds(1)));
        actor.Tell(gate.Task);
        actor.Tell(new Cancel("key"));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        gate.SetResult();
        (await actor.Ask<bool>("key")).Should().BeFalse();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Timers_end_with_their_instance()
    {
        var actor = Start();
        actor.Tell(new Periodic("key", "tick", Soon));
        await ExpectMsgAsync("tick");
        actor.Tell(new InvalidOperationException());
        (await actor.Ask<bool>("key")).Should().BeFalse();
        await ReceiveWhileAsync<object>(TimeSpan.FromMilliseconds(20), m => m).ToListAsync();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task An_active_timer_is_known_by_its_key()
    {
        var actor = Start();
        actor.Tell(new Single("key", "tick", Never));
        (await actor.Ask<bool>("key")).Should().BeTrue();
        (await actor.Ask<bool>("other key")).Should().BeFalse();
    }

    private IActorRef Start() => Sys.ActorOf(Props.Create(() => new Clock(TestActor)));

    private sealed record Single(string Key, string Message, TimeSpan After);

    private sealed record Periodic(string Key, string Message, TimeSpan Every);

    private sealed record Cancel(string Key);

    private sealed class Clock : ReceiveActor, IWithTimers
    {
        public Clock(IActorRef probe)
        {
            Receive<Single>(timer => Timers.StartSingleTimer(timer.Key, timer.Message, timer.After));
            Receive<Periodic>(timer => Timers.StartPeriodicTimer(timer.Key, timer.Message, timer.Every));
            Receive<Cancel>(cancel => Timers.Cancel(cancel.Key));
            ReceiveAsync<Task>(gate => gate);
            Receive<Exception>(e => throw e);
            Receive<string>(key => key.EndsWith("key", StringComparison.Ordinal), key => Sender.Tell(Timers.IsTimerActive(key)));
            ReceiveAny(message => probe.Tell(message));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
