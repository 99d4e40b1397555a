using Akka.Actor;
using Akka.Persistence.Tests.Support;
using Xunit;

namespace Akka.Persistence.Tests;

public class PersistSpec : PersistenceKit
{
    [Fact]
    public async Task Handlers_run_when_their_event_is_written_and_know_the_sender_of_the_command()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Write("one"));
        diary.Tell(new Diary.Write("two"));
        await ExpectMsgAsync("written one at 1");
        await ExpectMsgAsync("written two at 2");
    }

    [Fact]
    public async Task Commands_wait_until_the_event_is_written()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Write("one"));
        diary.Tell("look");
        await ExpectMsgAsync("written one at 1");
        await ExpectMsgAsync("command look at 1");
    }

    [Fact]
    public async Task Several_events_of_one_command_keep_their_order_before_the_next_command()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.WriteAll("one", "two", "three"));
        diary.Tell("look");
        await ExpectMsgAsync("written one at 1");
        await ExpectMsgAsync("written two at 2");
        await ExpectMsgAsync("written three at 3");
        await ExpectMsgAsync("command look at 3");
    }

    [Fact]
    public async Task Commands_do_not_wait_for_events_that_are_written_later()
    {
        var diary = await StartAsync("p");
        var handled = new TaskCompletionSource();
        diary.Tell(new Diary.Mixed(d => d.NoteLater("one")));
        diary.Tell(new Diary.Mixed(_ => handled.SetResult()));
        await handled.Task.WaitAsync(TimeSpan.FromSeconds(3));
        await ExpectMsgAsync("written one at 1");
    }

    [Fact]
    public async Task No_events_at_all_are_nothing_to_wait_for()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.WriteAll());
        diary.Tell("look");
        await ExpectMsgAsync("command look at 0");
    }

    [Fact]
    public async Task What_is_deferred_runs_after_the_events_before_it_and_is_not_written()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.WriteLater("one"));
        diary.Tell(new Diary.Defer("done"));
        await ExpectMsgAsync("written one at 1");
        await ExpectMsgAsync("deferred done");
        await StopAsync(diary);
        await StartAsync("p", "one");
    }

    [Fact]
    public async Task What_is_deferred_runs_at_once_when_nothing_is_written()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Defer("now"));
        await ExpectMsgAsync("deferred now");
    }

    [Fact]
    public async Task Both_ways_of_writing_keep_the_order_in_which_they_were_called()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Mixed(d =>
        {
            d.NoteLater("one");
            d.Note("two");
            d.NoteLater("three");
        }));
        diary.Tell("look");
        await ExpectMsgAsync("written one at 1");
        await ExpectMsgAsync("written two at 2");
        await FishForMessageAsync(m => Equals(m, "written three at 3"));
    }

    [Fact]
    public async Task An_asynchronous_command_ends_before_the_next_one_with_all_it_writes()
    {
        var diary = await StartAsync("p");
        var gate = new TaskCompletionSource();
        diary.Tell(new Diary.WriteAfter("one", gate.Task));
        diary.Tell("look");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        gate.SetResult();
        await ExpectMsgAsync("written one before at 1");
        await ExpectMsgAsync("written one after at 2");
        await ExpectMsgAsync("command look at 2");
    }

    [Fact]
    public async Task Answers_to_an_instance_before_a_restart_do_not_reach_the_new_one()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Write("one"));
        await ExpectMsgAsync("written one at 1");
        diary.Tell(new Diary.Mixed(d =>
        {
            d.NoteLater("two");
            throw new InvalidOperationException("after asking");
        }));
        await ExpectMsgAsync("recovered one,two");
        diary.Tell(new Diary.Write("three"));
        await ExpectMsgAsync("written three at 3");
    }

    [Fact]
    public async Task Nothing_can_be_written_while_recovering()
    {
        var eager = Sys.ActorOf(Props.Create(() => new Eager(TestActor)));
        await ExpectMsgAsync<InvalidOperationException>();
        await ExpectMsgAsync("written in the end");
        await StopAsync(eager);
    }

    private sealed class Eager : UntypedPersistentActor
    {
        private readonly IActorRef _reader;

        public Eager(IActorRef reader) => _reader = reader;

        public override string PersistenceId => "eager";

        protected override void OnReplaySuccess()
        {
            try
            {
                Persist("too early", _ => { });
            }
            catch (InvalidOperationException e)
            {
                _reader.Tell(e);
            }
        }

        protected override void OnRecover(object message)
        {
            if (message is RecoveryCompleted)
                Persist("in the end", text => _reader.Tell("written " + text));
        }

        protected override void OnCommand(object message)
        {
        }
    }
}
