using Akka.Actor;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Tests;

public sealed class LocalSnapshotStoreSpec : PersistenceKit
{
    private static readonly DateTime Noon = new(2030, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly string _directory;

    public LocalSnapshotStoreSpec() : this(Path.Combine(Path.GetTempPath(), "snapshots-" + Guid.NewGuid().ToString("N")))
    {
    }

    private LocalSnapshotStoreSpec(string directory) : base($$"""
        akka.persistence.snapshot-store {
          local.dir = "{{directory}}"
          torn.class = "Akka.Persistence.Tests.LocalSnapshotStoreSpec+Torn, Akka.Persistence.Tests"
        }
        """) => _directory = directory;

    [Fact]
    public async Task A_snapshot_of_an_id_that_begins_alike_is_not_deleted()
    {
        var store = Store("local");
        await SaveAsync(store, new SnapshotMetadata("a", 5, Noon));
        await SaveAsync(store, new SnapshotMetadata("a-5", 1, Noon));

        store.Tell(new DeleteSnapshot(new SnapshotMetadata("a", 5, DateTime.MinValue)), TestActor);
        await ExpectMsgAsync<DeleteSnapshotSuccess>();
        Files().Should().ContainSingle().Which.Should().StartWith("snapshot-a-5-1-");
    }

    [Fact]
    public async Task Nothing_is_left_of_a_snapshot_that_could_not_be_written()
    {
        var store = Store("torn");
        store.Tell(new SaveSnapshot(new SnapshotMetadata("a", 5, Noon), "state"), TestActor);
        (await ExpectMsgAsync<SaveSnapshotFailure>()).Cause.Should().BeOfType<IOException>();
        await AwaitAssertAsync(() => Files().Should().BeEmpty());
    }

    [Fact]
    public async Task A_directory_that_was_removed_is_made_again()
    {
        var store = Store("local");
        await SaveAsync(store, new SnapshotMetadata("a", 5, Noon));
        Directory.Delete(_directory, recursive: true);
        await SaveAsync(store, new SnapshotMetadata("a", 6, Noon));
        Files().Should().ContainSingle();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    private IActorRef Store(string name) => Persistence.Instance.Apply(Sys).SnapshotStoreFor("akka.persistence.snapshot-store." + name);

    private string?[] Files() => [.. Directory.GetFiles(_directory).Select(Path.GetFileName)];

    private async Task SaveAsync(IActorRef store, SnapshotMetadata metadata)
    {
        store.Tell(new SaveSnapshot(metadata, "state"), TestActor);
        await ExpectMsgAsync(new SaveSnapshotSuccess(metadata));
    }

    /// <summary>The disk is full halfway.</summary>
    private sealed class Torn : LocalSnapshotStore
    {
        protected override void Save(SnapshotMetadata metadata, object snapshot) => WithOutputStream(metadata, stream =>
        {
            Serialize(stream, new Serialization.Snapshot(snapshot));
            throw new IOException("no space left");
        });
    }
}
