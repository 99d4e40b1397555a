using Akka.Actor;
using Xunit;

namespace Akka.Tests.Actor;

public class ReceiveTimeoutSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task An_actor_is_told_that_it_has_received_nothing_for_a_while()
    {
        Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        await ExpectMsgAsync("timeout");
        await ExpectMsgAsync("timeout");
    }

    [Fact]
    public async Task Some_messages_do_not_count()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        await Sys.Scheduler.ScheduleUntil(() => actor.Tell(new Transparent()), async () => await ExpectMsgAsync("timeout"));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        await ExpectMsgAsync("timeout");
        actor.Tell("off");
        await FishForMessageAsync(message => message is "off");
        await ReceiveWhileAsync<object>(TimeSpan.FromMilliseconds(50), m => m).ToListAsync();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(150));
    }

    private sealed class Transparent : INotInfluenceReceiveTimeout
    {
    }

    private sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef probe)
        {
            Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
            Receive<ReceiveTimeout>(_ => probe.Tell("timeout"));
            Receive<string>(_ =>
            {
                Context.SetReceiveTimeout(null);
                Sender.Tell("off");
            });
            Receive<Transparent>(_ => { });
        }
    }
}
