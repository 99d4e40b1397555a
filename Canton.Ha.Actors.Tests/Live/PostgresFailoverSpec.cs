using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Tests that stop their server, so each has its own.</summary>
[Collection(SharedPostgresTests.Name)]
public class PostgresFailoverSpec
{
    [Theory]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Immediate)]
    public async Task Says_broken_when_the_server_goes_down_and_takes_a_greater_term_when_it_is_back(StopMode mode)
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        var replica = new PostgresReplica("one", await server.CreateDatabaseAsync("canton"));
        await using var before = await replica.OpenMainAsync();
        var term = await before.TryTakeAsync();

        await server.StopAsync(mode);
        await replica.ExpectAsync<SessionSignal.Broken>(3.Seconds());
        var opening = async () => await (await replica.OpenMainAsync()).DisposeAsync();
        await opening.Should().ThrowAsync<NpgsqlException>();
        await server.StartAgainAsync();

        await using var after = await replica.OpenMainAsync();
        (await after.TryTakeAsync()).Should().BeGreaterThan(term!.Value);
    }

    [Fact]
    public async Task Uses_the_writable_one_of_several_hosts_before_and_after_a_failover_of_the_database()
    {
        await using var primary = await PostgresServer.StartAsync(isDurable: false);
        var storage = await primary.CreateDatabaseAsync("canton");
        await using var standby = await primary.StartStandbyAsync("127.0.0.2");
        var replica = new PostgresReplica("one", storage with { Hosts = ["127.0.0.2", "127.0.0.1"] });
        await using var before = await replica.TakeTermAsync();
        await using (await replica.WritePools().OpenAsync(before.Term, default))
        {
            replica.Database.Memory.Host.Should().Be("127.0.0.1");
        }

        await Eventually.BecomesTrueAsync("the standby has the term", () => HasTermAsync(standby), 5.Seconds());
        await primary.StopAsync(StopMode.Immediate);
        await standby.PromoteAsync();

        await using var after = await replica.TakeTermAsync();
        replica.Database.Memory.Host.Should().Be("127.0.0.2");
        after.Term.Number.Should().BeGreaterThan(before.Term.Number);
        await using var pool = await replica.WritePools().OpenAsync(after.Term, default);
        (await standby.ReadAsync<string>("canton", "select string_agg(timeline::text, ',' order by term) from canton_ha.term")).Should().Be("1,2");

        await primary.StartAgainAsync();
        await standby.StopAsync(StopMode.Immediate);
        var opening = () => replica.OpenMainAsync();
        await opening.Should().ThrowAsync<UntrustedServerException>().WithMessage("*127.0.0.1*left behind by a failover*");
    }

    [Fact]
    public async Task Neither_proves_nor_takes_the_lock_on_a_server_that_has_become_read_only()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        var storage = await server.CreateDatabaseAsync("canton");
        await using var holder = await new PostgresReplica("one", storage).OpenMainAsync();
        await using var other = await new PostgresReplica("two", storage).OpenMainAsync();
        await holder.TryTakeAsync();

        await server.ExecuteAsync("canton", "alter system set default_transaction_read_only = on");
        await server.ExecuteAsync("canton", "select pg_reload_conf()");

        var proving = async () =>
        {
            for (var i = 0; i < 100; i++)
                await holder.ProveAsync(default);
        };
        await proving.Should().ThrowAsync<UntrustedServerException>().WithMessage("*has become read-only*");
        var taking = () => other.TryTakeAsync();
        await taking.Should().ThrowAsync<UntrustedServerException>().WithMessage("*has become read-only*");
    }

    [Fact]
    public async Task Does_not_trust_a_standby_since_a_lock_taken_there_would_survive_its_promotion()
    {
        await using var primary = await PostgresServer.StartAsync(isDurable: false);
        var storage = await primary.CreateDatabaseAsync("canton");
        await using var standby = await primary.StartStandbyAsync("127.0.0.2");
        var opening = () => new PostgresReplica("one", storage with { Hosts = ["127.0.0.2"] }).OpenMainAsync();

        await opening.Should().ThrowAsync<UntrustedServerException>().WithMessage("*is a standby*");
    }

    [Fact]
    public async Task Does_not_trust_another_cluster_in_the_place_of_the_one_it_knows()
    {
        PostgresReplica replica;
        await using (var server = await PostgresServer.StartAsync(isDurable: false))
        {
            replica = new PostgresReplica("one", await server.CreateDatabaseAsync("canton"));
            await using var session = await replica.OpenMainAsync();
        }

        await using var stranger = await PostgresServer.StartAsync(port: replica.Database.Storage.Port, isDurable: false);
        await stranger.CreateDatabaseAsync("canton");
        var opening = () => replica.OpenMainAsync();

        await opening.Should().ThrowAsync<UntrustedServerException>().WithMessage("*another database cluster*");
    }

    private static async Task<bool> HasTermAsync(PostgresServer standby) =>
        await standby.ReadAsync<bool>("canton", "select to_regclass('canton_ha.term') is not null")
        && await standby.ReadAsync<long>("canton", "select count(*) from canton_ha.term") == 1;
}
