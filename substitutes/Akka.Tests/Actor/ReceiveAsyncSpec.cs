using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class ReceiveAsyncSpec : TestKit.Xunit2.TestKit
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task No_other_message_is_handled_while_a_handler_waits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(_gate.Task)));
        actor.Tell("wait");
        actor.Tell("next");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        _gate.SetResult();
        await ExpectMsgAsync("waited");
        await ExpectMsgAsync("next");
    }

    [Fact]
    public async Task Context_and_sender_are_the_same_after_the_wait()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(_gate.Task)));
        var asked = actor.Ask<string>("who");
        actor.Tell("next");
        _gate.SetResult();
        (await asked).Should().Be(actor.Path.ToString());
        await ExpectMsgAsync("next");
    }

    [Fact]
    public async Task A_handler_that_fails_later_fails_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(_gate.Task)));
        await EventFilter.Exception<InvalidOperationException>("too much").ExpectOneAsync(() =>
        {
            actor.Tell("fail");
            _gate.SetResult();
            return Task.CompletedTask;
        });
        actor.Tell("next");
        await ExpectMsgAsync("next");
    }

    [Fact]
    public async Task A_stop_does_not_wait()
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Waiter(_gate.Task))));
        actor.Tell("wait");
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        _gate.SetResult();
    }

    private sealed class Waiter : ReceiveActor
    {
        private readonly Task _gate;

        public Waiter(Task gate)
        {
            _gate = gate;
            ReceiveAsync<string>(text => text == "wait", async _ =>
            {
                await _gate;
                Sender.Tell("waited");
            });
            ReceiveAsync<string>(text => text == "fail", _ => FailAsync());
            Receive<string>(text => text == "who", _ => RunTask(AnswerAsync));
            ReceiveAnyAsync(Echo);
        }

        private Task Echo(object message)
        {
            Sender.Tell(message);
            return Task.CompletedTask;
        }

        private async Task AnswerAsync()
        {
            await _gate;
            Sender.Tell(Self.Path.ToString());
        }

        private async Task FailAsync()
        {
            await _gate;
            throw new InvalidOperationException("too much");
        }
    }
}
