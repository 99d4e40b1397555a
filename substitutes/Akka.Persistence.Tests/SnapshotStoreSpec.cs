using Akka.Actor;
using Akka.Persistence.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Tests;

public sealed class SnapshotStoreSpec : PersistenceKit
{
    private readonly string _directory;

    public SnapshotStoreSpec() : this(Path.Combine(Path.GetTempPath(), "snapshots-" + Guid.NewGuid().ToString("N")))
    {
    }

    private SnapshotStoreSpec(string directory) : base($"akka.persistence.snapshot-store.local.dir = \"{directory}\"") => _directory = directory;

    [Theory]
    [InlineData("akka.persistence.snapshot-store.local")]
    [InlineData("akka.persistence.snapshot-store.inmem")]
    public async Task A_store_finds_the_newest_snapshot_within_bounds(string id)
    {
        var store = Persistence.Instance.Apply(Sys).SnapshotStoreFor(id);
        foreach (var number in new[] { 2, 5, 9 })
            await SaveAsync(store, number);

        (await LoadAsync(store, SnapshotSelectionCriteria.Latest))!.Snapshot.Should().Be("state 9");
        (await LoadAsync(store, new SnapshotSelectionCriteria(8)))!.Snapshot.Should().Be("state 5");
        (await LoadAsync(store, new SnapshotSelectionCriteria(long.MaxValue, At(2))))!.Metadata.Should().Be(new SnapshotMetadata("a-b/c", 2, At(2)));
        (await LoadAsync(store, new SnapshotSelectionCriteria(1))).Should().BeNull();
    }

    [Theory]
    [InlineData("akka.persistence.snapshot-store.local")]
    [InlineData("akka.persistence.snapshot-store.inmem")]
    public async Task A_store_deletes_what_it_is_told_to(string id)
    {
        var store = Persistence.Instance.Apply(Sys).SnapshotStoreFor(id);
        foreach (var number in new[] { 2, 5, 9 })
            await SaveAsync(store, number);

        store.Tell(new DeleteSnapshot(new SnapshotMetadata("a-b/c", 9, DateTime.MinValue)), TestActor);
        await ExpectMsgAsync<DeleteSnapshotSuccess>();
        (await LoadAsync(store, SnapshotSelectionCriteria.Latest))!.Snapshot.Should().Be("state 5");
        store.Tell(new DeleteSnapshots("a-b/c", new SnapshotSelectionCriteria(5)), TestActor);
        await ExpectMsgAsync<DeleteSnapshotsSuccess>();
        (await LoadAsync(store, SnapshotSelectionCriteria.Latest)).Should().BeNull();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_passed_over_for_an_older_one()
    {
        var store = Persistence.Instance.Apply(Sys).SnapshotStoreFor("akka.persistence.snapshot-store.local");
        await SaveAsync(store, 2);
        await SaveAsync(store, 5);
        await File.WriteAllTextAsync(Directory.GetFiles(_directory).Single(f => f.Contains("-5-")), "{ torn");

        (await LoadAsync(store, SnapshotSelectionCriteria.Latest))!.Snapshot.Should().Be("state 2");
    }

    [Fact]
    public async Task Without_a_store_nothing_is_found_and_nothing_can_be_saved()
    {
        var store = Persistence.Instance.Apply(Sys).SnapshotStoreFor("akka.persistence.no-snapshot-store");
        (await LoadAsync(store, SnapshotSelectionCriteria.Latest)).Should().BeNull();
        store.Tell(new SaveSnapshot(new SnapshotMetadata("a-b/c", 1, At(1)), "x"), TestActor);
        (await ExpectMsgAsync<SaveSnapshotFailure>()).Cause.Should().BeOfType<Snapshot.NoSnapshotStore.NoSnapshotStoreException>();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    private static DateTime At(int number) => new(2030, 1, number, 0, 0, 0, DateTimeKind.Utc);

    private async Task SaveAsync(IActorRef store, int number)
    {
        store.Tell(new SaveSnapshot(new SnapshotMetadata("a-b/c", number, At(number)), $"state {number}"), TestActor);
        await ExpectMsgAsync(new SaveSnapshotSuccess(new SnapshotMetadata("a-b/c", number, At(number))));
    }

    private async Task<SelectedSnapshot?> LoadAsync(IActorRef store, SnapshotSelectionCriteria criteria)
    {
        store.Tell(new LoadSnapshot("a-b/c", criteria, long.MaxValue), TestActor);
        return (await ExpectMsgAsync<LoadSnapshotResult>()).Snapshot;
    }
}
