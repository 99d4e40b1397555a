using Akka.Actor;
using Akka.Persistence.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Tests;

public class FailureSpec : PersistenceKit
{
    public FailureSpec() : base(MoodyJournal.Configuration)
    {
    }

    [Fact]
    public async Task An_event_that_was_refused_is_reported_and_the_actor_goes_on()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Write("rude"));
        diary.Tell(new Diary.Write("kind"));
        await ExpectMsgAsync("rejected rude: mind your words");
        await ExpectMsgAsync("written kind at 2");
        await StopAsync(diary);
        await StartAsync("p", "kind");
    }

    [Fact]
    public async Task Events_that_belong_together_are_refused_together()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.WriteAll("kind", "rude"));
        await ExpectMsgAsync("rejected kind: mind your words");
        await ExpectMsgAsync("rejected rude: mind your words");
        await StopAsync(diary);
        await StartAsync("p");
    }

    [Fact]
    public async Task When_it_is_not_known_whether_an_event_was_written_the_actor_stops()
    {
        var diary = await StartAsync("p");
        Watch(diary);
        diary.Tell(new Diary.Write("torn"));
        await ExpectMsgAsync("failed torn: pen broke");
        await ExpectTerminatedAsync(diary);
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_requests_however_long_they_take()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.WriteLater("slow"));
        diary.Tell(new Diary.WriteLater("quick"));
        await ExpectMsgAsync("written slow at 1");
        await ExpectMsgAsync("written quick at 2");
    }

    [Theory]
    [InlineData("unreadable", "page torn out")]
    [InlineData("endless", "Recovery timed out, didn't get event within 0.3s, highest sequence number seen 0.")]
    public async Task An_actor_that_cannot_recover_stops(string id, string reason)
    {
        Persistence.Instance.Apply(Sys).JournalFor(null).Tell(new WriteMessages(
            [new AtomicWrite(new Persistent("one", 1, id, writerGuid: "w"))], TestActor, 1));
        await ExpectMsgAsync<WriteMessagesSuccessful>();
        await ExpectMsgAsync<WriteMessageSuccess>();

        var diary = await WatchAsync(Sys.ActorOf(Diary.Props(id, TestActor)));
        await ExpectMsgAsync("not recovered: " + reason);
        await ExpectTerminatedAsync(diary);
    }

    [Fact]
    public void A_failure_needs_a_cause() =>
        FluentActions.Invoking(() => new WriteMessageFailure(new Persistent("x"), null!, 1)).Should().Throw<ArgumentNullException>();
}
