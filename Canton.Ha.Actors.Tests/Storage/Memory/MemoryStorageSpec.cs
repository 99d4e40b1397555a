using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Memory;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Canton.Ha.Actors.Tests.Storage.Memory;

public sealed class MemoryStorageSpec
{
    private readonly ReplicaStorage _storage = New();

    [Fact]
    public async Task The_only_replica_leads_whenever_it_asks_in_terms_that_grow()
    {
        await using (var first = await HeldTerm.TakeAsync(_storage.Locks))
            first.Term.Number.Should().Be(1);
        await using var second = await HeldTerm.TakeAsync(_storage.Locks);

        second.Term.Number.Should().Be(2);
        await using var presence = await _storage.Presence.OpenAsync(_ => { }, default);
        (await presence.ReadAsync(default)).Should().Match<Roster>(r => r.Leader == "participant1" && r.Replicas.Length == 1);
    }

    [Fact]
    public async Task What_is_written_is_there_for_the_next_term_and_for_nobody_else()
    {
        await using (var held = await HeldTerm.TakeAsync(_storage.Locks))
        await using (var pool = await _storage.WritePools.OpenAsync(held.Term, default))
            await WriteAsync(pool, new WriteCommand("create table note (text text)"));

        await using var next = await HeldTerm.TakeAsync(_storage.Locks);
        await using var again = await _storage.WritePools.OpenAsync(next.Term, default);
        await WriteAsync(again, new WriteCommand("insert into note values ($1)", "a"));

        (await _storage.History.ReadAsync(10, default)).Select(t => (t.Term, t.Cause)).Should().Equal((2, "failover"), (1, "first start"));
        (await New().History.ReadAsync(10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_session_that_gave_the_lock_back_cannot_prove_it()
    {
        await using var session = await _storage.Locks.OpenAsync(_ => { }, default);
        await session.TryTakeAsync();
        await session.ProveAsync(default);

        await session.ReleaseAsync();

        await session.Awaiting(s => s.ProveAsync(default)).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Nothing_is_written_after_the_term_is_lost()
    {
        await using var held = await HeldTerm.TakeAsync(_storage.Locks);
        await using var pool = await _storage.WritePools.OpenAsync(held.Term, default);
        await using var session = await pool.RentAsync(default);
        using var command = session.Connection.CreateCommand();
        command.CommandText = "create table note (text text)";
        held.Lose();

        command.Invoking(c => c.ExecuteNonQuery()).Should().Throw<SqliteException>();
    }

    private static ReplicaStorage New() =>
        MemoryStorage.For(EmbeddedDisk.Replica("participant1", "participant", new StorageSettings.Memory()), () => EmbeddedDisk.Addresses, []);

    private static async Task WriteAsync(IWritePool pool, WriteCommand command)
    {
        await using var session = await pool.RentAsync(default);
        await session.WriteAsync([command], default);
    }
}
