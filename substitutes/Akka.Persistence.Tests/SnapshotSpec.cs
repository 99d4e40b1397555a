using Akka.Actor;
using Akka.Persistence.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Tests;

public class SnapshotSpec : PersistenceKit
{
    [Fact]
    public async Task The_newest_snapshot_is_offered_before_the_events_after_it()
    {
        var diary = await WithSnapshotAsync("p");
        diary.Tell(new Diary.Write("three"));
        await ExpectMsgAsync("written three at 3");
        await StopAsync(diary);
        await StartAsync("p", "[state]", "three");
    }

    [Fact]
    public async Task A_snapshot_has_the_number_of_the_last_event_it_contains()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.WriteAll("one", "two"));
        await ExpectMsgAsync("written one at 1");
        await ExpectMsgAsync("written two at 2");
        diary.Tell(new Diary.Snap("state"));
        var saved = await ExpectMsgAsync<SaveSnapshotSuccess>();
        saved.Metadata.PersistenceId.Should().Be("p");
        saved.Metadata.SequenceNr.Should().Be(2);
        saved.Metadata.Timestamp.Should().BeCloseTo(DateTime.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_older_snapshot_may_be_asked_for()
    {
        await StopAsync(await WithSnapshotAsync("p"));
        Sys.ActorOf(Diary.Props("p", TestActor, new Recovery(new SnapshotSelectionCriteria(1))));
        await ExpectMsgAsync("recovered one,two");
    }

    [Fact]
    public async Task After_a_snapshot_events_can_be_deleted()
    {
        var diary = await WithSnapshotAsync("p");
        diary.Tell(new Diary.Forget(2));
        await ExpectMsgAsync(new DeleteMessagesSuccess(2));
        await StopAsync(diary);
        var again = await StartAsync("p", "[state]");
        again.Tell(new Diary.Write("three"));
        await ExpectMsgAsync("written three at 3");
    }

    [Fact]
    public async Task All_events_can_be_deleted_and_numbers_go_on()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Write("one"));
        await ExpectMsgAsync("written one at 1");
        diary.Tell(new Diary.Forget(long.MaxValue));
        await ExpectMsgAsync(new DeleteMessagesSuccess(1));
        await StopAsync(diary);
        var again = await StartAsync("p");
        again.Tell(new Diary.Write("two"));
        await ExpectMsgAsync("written two at 2");
    }

    [Fact]
    public async Task Events_that_are_not_there_yet_cannot_be_deleted()
    {
        var diary = await StartAsync("p");
        diary.Tell(new Diary.Forget(7));
        (await ExpectMsgAsync<DeleteMessagesFailure>()).ToSequenceNr.Should().Be(7);
    }

    [Fact]
    public async Task Snapshots_can_be_deleted_one_by_one_or_by_number()
    {
        var diary = await WithSnapshotAsync("p");
        diary.Tell(new Diary.ForgetSnapshot(2));
        (await ExpectMsgAsync<DeleteSnapshotSuccess>()).Metadata.SequenceNr.Should().Be(2);
        diary.Tell(new Diary.Snap("other"));
        await ExpectMsgAsync<SaveSnapshotSuccess>();
        diary.Tell(new Diary.ForgetSnapshots(9));
        (await ExpectMsgAsync<DeleteSnapshotsSuccess>()).Criteria.MaxSequenceNr.Should().Be(9);
        await StopAsync(diary);
        await StartAsync("p", "one", "two");
    }

    private async Task<IActorRef> WithSnapshotAsync(string id)
    {
        var diary = await StartAsync(id);
        diary.Tell(new Diary.WriteAll("one", "two"));
        await ExpectMsgAsync("written one at 1");
        await ExpectMsgAsync("written two at 2");
        diary.Tell(new Diary.Snap("state"));
        await ExpectMsgAsync<SaveSnapshotSuccess>();
        return diary;
    }
}
