using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

[Collection(SharedPostgresTests.Name)]
public class PostgresTrustSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Does_not_trust_a_server_that_is_read_only()
    {
        await SetReadOnlyAsync("on");

        await OpeningIs(Replica()).Should().ThrowAsync<UntrustedServerException>().WithMessage("*read-only*");

        await SetReadOnlyAsync("off");
        await using var session = await Replica().OpenMainAsync();
    }

    [Fact]
    public async Task Does_not_trust_a_server_that_lacks_a_term_this_replica_has_seen()
    {
        var replica = Replica();
        await using (var term = await replica.TakeTermAsync())
        await using (await replica.WritePools().OpenAsync(term.Term, default))
        {
            await postgres.Server.ExecuteAsync(_storage.Database, "delete from canton_ha.term");
        }

        await OpeningIs(replica).Should().ThrowAsync<UntrustedServerException>().WithMessage("*newest term*0*seen term 1*");
    }

    [Fact]
    public async Task Refuses_a_database_of_another_participant_and_names_both()
    {
        await using var owner = await new PostgresReplica("one", _storage, identity: "alice").OpenMainAsync();

        await OpeningIs(new PostgresReplica("two", _storage, identity: "bob")).Should().ThrowAsync<StorageRefusedException>().WithMessage("*\"alice\"*\"bob\"*");
    }

    [Fact]
    public async Task Lets_one_of_two_identities_have_a_new_database_when_both_come_at_once()
    {
        var opening = new[] { "alice", "bob" }.Select(identity => new PostgresReplica(identity, _storage, identity).OpenMainAsync()).ToArray();

        await Task.WhenAll(opening.Select(open => open.ContinueWith(_ => { }, TaskScheduler.Default)));

        opening.Count(open => open.IsCompletedSuccessfully).Should().Be(1);
        opening.Single(open => open.IsFaulted).Exception!.InnerException.Should().BeOfType<StorageRefusedException>();
        await (await opening.Single(open => open.IsCompletedSuccessfully)).DisposeAsync();
    }

    [Theory]
    [InlineData("extra_float_digits")]
    [InlineData("extra_float_digits,options")]
    public async Task Refuses_a_pooler_in_transaction_mode_even_with_a_single_client(string ignored)
    {
        await using var bouncer = await PgBouncer.StartAsync(_storage, ignored);

        await OpeningIs(new PostgresReplica("one", _storage with { Port = bouncer.Port }))
            .Should().ThrowAsync<StorageRefusedException>().WithMessage("A connection pooler stands between*connect to the server directly.");
    }

    [Fact]
    public async Task Connects_without_the_one_deadline_that_a_server_may_refuse_and_remembers_it()
    {
        var tooLong = FastSettings.Connection with { ClientConnectionCheckInterval = TimeSpan.FromDays(30) };
        var replica = new PostgresReplica("one", _storage, sessions: tooLong);

        await using var session = await replica.OpenMainAsync();

        replica.Database.Memory.RefusesClientCheck.Should().BeTrue();
    }

    [Fact]
    public async Task Names_every_host_when_none_can_be_used()
    {
        var replica = new PostgresReplica("one", _storage with { Hosts = ["127.0.0.2", "127.0.0.3"] });

        await OpeningIs(replica).Should().ThrowAsync<UntrustedServerException>().WithMessage("No host can be used. 127.0.0.2: * 127.0.0.3: *");
    }

    [Fact]
    public async Task Passes_over_a_host_that_does_not_answer_within_the_connection_time_out()
    {
        using var silent = new SilentHost("127.0.0.2", _storage.Port);
        var replica = new PostgresReplica("one", _storage with { Hosts = ["127.0.0.2", .. _storage.Hosts] });
        var started = TimeProvider.System.GetTimestamp();

        await using var session = await replica.OpenMainAsync();

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(FastSettings.Connection.ConnectionTimeout + 1.Seconds());
        replica.Database.Memory.Host.Should().Be("127.0.0.1");
    }

    private static Func<Task> OpeningIs(PostgresReplica replica) => async () => await (await replica.OpenMainAsync()).DisposeAsync();

    private Task SetReadOnlyAsync(string value) =>
        postgres.Server.ExecuteAsync("postgres", $"alter database {_storage.Database} set default_transaction_read_only = {value}");

    private PostgresReplica Replica() => new("one", _storage);
}
