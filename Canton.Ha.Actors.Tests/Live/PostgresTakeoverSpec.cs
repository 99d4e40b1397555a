using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The statement that tries the main lock keeps to the failover policy.</summary>
[Collection(SharedPostgresTests.Name)]
public class PostgresTakeoverSpec(SharedPostgres postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset s_since = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private StorageSettings.Postgres _storage = null!;

    public async Task InitializeAsync() => _storage = await postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_says_in_every_situation_what_the_rule_says()
    {
        await using var two = await Replica("two").OpenPresenceAsync();
        await using var three = await Replica("three").OpenPresenceAsync();
        foreach (var situation in Situations().Sample(100))
        {
            await postgres.Server.ExecuteAsync(_storage.Database, situation.Sql());
            (await Task.WhenAll(two.ReadAsync(default), three.ReadAsync(default))).Should().OnlyContain(roster => roster.Replicas.Length == 2, "no session may idle too long");
            await using var session = await Replica("one").OpenMainAsync();

            var attempt = await session.TryAcquireAsync(situation.PassedOver, default);

            (attempt as LockAttempt.Withheld).Should().Be(situation.Expected(), "{0} must be kept to", situation.Sql());
            (attempt is LockAttempt.Taken).Should().Be(situation.Expected() is null);
            await session.ReleaseAsync();
        }
    }

    [Fact]
    public async Task A_pause_is_no_reason_to_speak_of_while_somebody_holds_the_lock()
    {
        await using var holder = await Replica("one").OpenMainAsync();
        await holder.TryTakeAsync();
        await postgres.Server.ExecuteAsync(_storage.Database, new Situation("one", false, true, null, 0, [], 0).Sql());
        await using var other = await Replica("two").OpenMainAsync();

        (await other.TryAcquireAsync(0, default)).Should().Be(LockAttempt.HeldByAnother.Instance);
    }

    [Fact]
    public async Task A_nomination_holds_for_its_time_or_until_a_newer_term()
    {
        await using var term = await Replica("one").TakeTermAsync();
        await (await Replica("one").WritePools().OpenAsync(term.Term, default)).DisposeAsync();
        await term.ReleaseAsync(new Nomination("two", TimeSpan.FromSeconds(1)));
        await using var present = await Replica("two").OpenPresenceAsync();
        await using var three = await Replica("three").OpenMainAsync();
        (await three.TryAcquireAsync(0, default)).Should().BeEquivalentTo(new { Why = "two is named as the successor" });

        await Eventually.BecomesTrueAsync("the nomination expires", async () => (await present.ReadAsync(default)).Replicas.Length == 1 && await three.TryTakeAsync() is not null, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_nomination_ends_with_a_pause()
    {
        await using var present = await Replica("two").OpenPresenceAsync();
        await using var one = await Replica("one").OpenMainAsync();
        await postgres.Server.ExecuteAsync(_storage.Database, new Situation("two", false, true, "two", 0, [], 0).Sql());
        (await one.TryAcquireAsync(0, default)).Should().BeEquivalentTo(new { Why = "two is named as the successor" });

        await Replica("one").Policies().ResumeAsync(default);

        (await one.TryTakeAsync()).Should().NotBeNull();
    }

    private static Gen<Situation> Situations() =>
        from lastLeader in Gen.Elements(null, "one", "two", "three", "gone")
        from isHandingOver in Gen.Elements(false, true)
        from isPaused in Gen.Elements(false, true)
        from nominee in Gen.Elements(null, "one", "two", "absent")
        from nominationAge in Gen.Elements(0, 0, 1, 2, 3)
        from priorities in Gen.Elements(-1, 0, 1, 2).ArrayOf(3)
        from passedOver in Gen.Choose(0, 2)
        select new Situation(lastLeader, isHandingOver, isPaused, nominee, nominationAge, priorities, passedOver);

    private PostgresReplica Replica(string name) => new(name, _storage);

    /// <summary>What is written in the tables while two and three are present and one tries.</summary>
    /// <param name="LastLeader">Replica of the newest term.</param>
    /// <param name="IsHandingOver">The term was given back.</param>
    /// <param name="IsPaused">Automatic failover is paused.</param>
    /// <param name="Nominee">The named successor.</param>
    /// <param name="NominationAge">0: it counts; 1: its time is over; 2: it was made in an earlier term; 3: its time has not begun.</param>
    /// <param name="Priorities">Of one, two and three; absent replicas have the highest.</param>
    /// <param name="PassedOver">How many have had their time.</param>
    private sealed record Situation(
        string? LastLeader, bool IsHandingOver, bool IsPaused, string? Nominee, int NominationAge, int[] Priorities, int PassedOver)
    {
        private const string Term = "insert into canton_ha.term (term, replica, pid, started_at, cause, ended_at, system_identifier, timeline)";

        private IEnumerable<KeyValuePair<string, int>> Named => Priorities.Length == 0
            ? []
            : [.. new[] { "one", "two", "three" }.Zip(Priorities, KeyValuePair.Create).Where(entry => entry.Value != 0), KeyValuePair.Create("absent", 1000)];

        public string Sql() => $$"""
            delete from canton_ha.term;
            {{(LastLeader is null ? "" : $"{Term} values (7, '{LastLeader}', 0, 0, '', {(IsHandingOver ? "clock_timestamp()" : "null")}, 0, 1);")}}
            update canton_ha.failover_policy set paused_by = {{(IsPaused ? "'ops'" : "null")}}, paused_why = {{(IsPaused ? "'why'" : "null")}},
                paused_since = {{(IsPaused ? $"'{s_since:O}'" : "null")}},
                priorities = '{ {{string.Join(", ", Named.Select(entry => $"\"{entry.Key}\": {entry.Value}"))}} }',
                nominee = {{(Nominee is null ? "null" : $"'{Nominee}'")}}, nominated_in = {{(NominationAge == 2 ? 6 : 7)}},
                nominated_at = clock_timestamp() + interval '{{(NominationAge == 3 ? "1" : "-2")}} hour',
                nominated_until = clock_timestamp() + interval '{{(NominationAge switch { 1 => -1, 3 => 2, _ => 1 })}} hour'
            """;

        public LockAttempt.Withheld? Expected()
        {
            var policy = new FailoverPolicy(IsPaused ? new FailoverPause("ops", "why", s_since) : null, FailoverPolicy.None.Priorities.AddRange(Named));
            var present = new[] { "two", "three" }.Where(replica => !(IsHandingOver && replica == LastLeader));
            var nominee = NominationAge == 0 && LastLeader is not null ? Nominee : null;
            return Takeover.Rule("one", policy, Takeover.Counting("one", nominee, LastLeader, ["two", "three"]), LastLeader, present, PassedOver);
        }
    }
}
