using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;
using FluentAssertions;
using Grpc.Core;
using Xunit;
using TermRecord = Canton.Ha.Actors.Contracts.TermRecord;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class ReplicationApiSpec
{
    [Fact]
    public async Task The_roster_shows_this_replica_and_the_others()
    {
        await using var bench = await AdminBench.StartAsync();

        var answer = await Client(bench).RosterAsync(new RosterRequest());

        answer.Self.Should().BeEquivalentTo(new { Replica = "participant1", Role = Role.Active, Active = true, Ready = true, Term = 3L, Why = "the test says so", HasTrouble = false });
        answer.Self.Stages.Should().Equal(new Stage { Name = "write-pool", Open = true });
        answer.Self.ProofAge.ToTimeSpan().Should().BeLessThan(TimeSpan.FromMinutes(1));
        answer.Roster.Leader.Should().Be("participant1");
        answer.Roster.Replicas.Should().Equal(
            new Replica { Name = "participant1", HealthAddress = "127.0.0.1:8081", AdminAddress = "127.0.0.1:5012", Leads = true }, new Replica { Name = "participant2" });
        answer.Roster.Policy.Pause.Should().BeNull();
    }

    [Fact]
    public async Task A_replica_that_is_cut_off_shows_an_empty_roster()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive);
        bench.Board.CutOff();

        var roster = (await Client(bench).RosterAsync(new RosterRequest())).Roster;

        roster.Replicas.Should().BeEmpty();
        roster.HasLeader.Should().BeFalse();
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 1)]
    [InlineData(1000, 30)]
    public async Task The_history_has_as_many_terms_as_were_asked_for(int limit, int terms)
    {
        await using var bench = await AdminBench.StartAsync();
        bench.History.Terms = [.. Enumerable.Range(1, 30).Select(term => new TermRecord(term, "participant2", "failover", DateTimeOffset.UnixEpoch, null, DateTimeOffset.UnixEpoch, "handed over"))];

        var answer = await Client(bench).HistoryAsync(new HistoryRequest { Limit = limit });

        answer.Terms.Should().HaveCount(terms);
        answer.Terms[0].Should().BeEquivalentTo(new { Term = 1L, Replica = "participant2", Cause = "failover", EndCause = "handed over" });
        answer.Terms[0].ActiveAt.Should().BeNull();
        answer.Terms[0].EndedAt.Seconds.Should().Be(0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_limit_out_of_range_is_named(int limit) => await ShouldBeInvalidAsync(
        client => client.HistoryAsync(new HistoryRequest { Limit = limit }), "limit", $"The field limit must be from 1 to 1000, or 0 for 20, but is {limit}.");

    [Fact]
    public async Task A_term_table_that_cannot_be_read_is_unavailable()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.History.Failure = new IOException("the host is gone");

        var failure = await GrpcFailure.OfAsync(async () => await Client(bench).HistoryAsync(new HistoryRequest()));

        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.Info.Reason.Should().Be("PARTICIPANT_STORAGE_UNAVAILABLE");
        failure.Message.Should().EndWith("participant1 cannot use what it shares with the other replicas: the host is gone");
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_is_unavailable_too()
    {
        await using var bench = await AdminBench.StartAsync(change: settings => settings with { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        bench.Policies.IsSilent = true;

        var failure = await GrpcFailure.OfAsync(async () => await Client(bench).PreferredAsync(new PreferredRequest()));

        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.Message.Should().EndWith("no answer within 0.2 s");
    }

    [Fact]
    public async Task A_write_that_is_not_answered_may_have_taken_effect()
    {
        await using var bench = await AdminBench.StartAsync(change: settings => settings with { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        bench.Policies.IsSilent = true;

        foreach (var write in Writes(Client(bench)))
        {
            var failure = await GrpcFailure.OfAsync(write);
            failure.Code.Should().Be(StatusCode.DeadlineExceeded);
            failure.Info.Reason.Should().Be("REQUEST_TIME_OUT");
            failure.Message.Should().EndWith("it may have taken effect; look at the roster.");
        }
    }

    [Fact]
    public async Task A_storage_that_is_not_what_it_was_is_unavailable()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.History.Failure = new InvalidDataException("the file was replaced");

        (await GrpcFailure.OfAsync(async () => await Client(bench).HistoryAsync(new HistoryRequest()))).Info.Reason.Should().Be("PARTICIPANT_STORAGE_UNAVAILABLE");
    }

    [Fact]
    public async Task A_pause_is_made_and_ended()
    {
        await using var bench = await AdminBench.StartAsync();

        var paused = (await Client(bench).PauseAsync(new PauseRequest { By = "ops", Why = "maintenance" })).Policy;
        var resumed = (await Client(bench).ResumeAsync(new ResumeRequest())).Policy;

        paused.Pause.Should().BeEquivalentTo(new { By = "ops", Why = "maintenance" });
        resumed.Pause.Should().BeNull();
    }

    [Fact]
    public async Task Who_does_not_say_who_pauses_is_named_by_address()
    {
        await using var bench = await AdminBench.StartAsync();

        (await Client(bench).PauseAsync(new PauseRequest { Why = "maintenance" })).Policy.Pause.By.Should().StartWith("ipv4:127.0.0.1:");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_pause_must_have_a_reason(string why) => await ShouldBeInvalidAsync(
        client => client.PauseAsync(new PauseRequest { Why = why }), "why", "The field why is empty; it must have a value.");

    [Fact]
    public async Task Priorities_are_set_and_read()
    {
        await using var bench = await AdminBench.StartAsync();

        await Client(bench).PreferredAsync(new PreferredRequest { Replica = "participant2", Priority = 5 });

        (await Client(bench).PreferredAsync(new PreferredRequest())).Policy.Priorities.Should().Equal(new Dictionary<string, int> { ["participant2"] = 5 });
    }

    [Fact]
    public async Task A_replica_that_once_led_can_be_given_a_priority_while_it_is_down()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.History.Terms = [new TermRecord(1, "participant7", "start", DateTimeOffset.UnixEpoch, null, null, null)];

        (await Client(bench).PreferredAsync(new PreferredRequest { Replica = "participant7", Priority = -5 })).Policy.Priorities["participant7"].Should().Be(-5);
    }

    [Theory]
    [InlineData("participant2", 1001, "priority", "The field priority must be from -1000 to 1000, but is 1001.")]
    [InlineData("participant2", -1001, "priority", "The field priority must be from -1000 to 1000, but is -1001.")]
    [InlineData("", 5, "replica", "The field replica is empty; it must have a value.")]
    public async Task A_priority_that_cannot_be_is_named(string replica, int priority, string field, string sentence) => await ShouldBeInvalidAsync(
        client => client.PreferredAsync(new PreferredRequest { Replica = replica, Priority = priority }), field, sentence);

    [Fact]
    public async Task A_priority_for_a_replica_not_known_yet_is_refused_as_things_stand()
    {
        await using var bench = await AdminBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(async () => await Client(bench).PreferredAsync(new PreferredRequest { Replica = "participant9", Priority = 5 }));

        failure.Code.Should().Be(StatusCode.FailedPrecondition);
        failure.Info.Reason.Should().Be("PARTICIPANT_REPLICATION_UNKNOWN_REPLICA");
        failure.Message.Should().EndWith("There is no replica \"participant9\" of this participant that is known yet: there are participant1, participant2.");
    }

    [Fact]
    public async Task Every_write_is_refused_on_a_passive_replica_while_another_one_leads()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive, replica: "participant2");

        foreach (var write in Writes(Client(bench)))
        {
            var failure = await GrpcFailure.OfAsync(write);
            failure.Code.Should().Be(StatusCode.Unavailable);
            failure.Info.Reason.Should().Be("NODE_IS_PASSIVE_REPLICA");
            failure.Trailers.GetValue("active_admin_address").Should().Be("127.0.0.1:5012");
        }

        bench.Policies.Current.Should().Be(Canton.Ha.Actors.Contracts.FailoverPolicy.None);
        await Client(bench).PreferredAsync(new PreferredRequest());
    }

    [Fact]
    public async Task Whoever_has_just_become_active_writes_although_its_roster_still_names_its_predecessor()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Active, replica: "participant2");
        bench.Board.Status.Current.Roster.Leader.Should().Be("participant1");

        foreach (var write in Writes(Client(bench)))
            await write();
    }

    [Fact]
    public async Task While_nobody_leads_a_passive_replica_ends_a_pause()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive, replica: "participant2");
        bench.Board.LoseLeader();

        foreach (var write in Writes(Client(bench)))
            await write();
    }

    [Fact]
    public async Task A_replica_that_is_cut_off_or_not_running_cannot_know_who_leads()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive);
        bench.Board.CutOff();

        foreach (var write in Writes(Client(bench)))
            (await GrpcFailure.OfAsync(write)).Info.Reason.Should().Be("SERVICE_NOT_RUNNING");
    }

    private static IEnumerable<Func<Task>> Writes(ReplicationService.ReplicationServiceClient client) =>
    [
        async () => await client.PauseAsync(new PauseRequest { Why = "maintenance" }),
        async () => await client.ResumeAsync(new ResumeRequest()),
        async () => await client.PreferredAsync(new PreferredRequest { Replica = "participant2", Priority = 5 }),
    ];

    private static async Task ShouldBeInvalidAsync<T>(Func<ReplicationService.ReplicationServiceClient, AsyncUnaryCall<T>> call, string field, string sentence)
    {
        await using var bench = await AdminBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(async () => await call(Client(bench)));

        failure.Code.Should().Be(StatusCode.InvalidArgument);
        failure.Message.Should().EndWith(sentence);
        failure.Info.Metadata["field_name"].Should().Be(field);
    }

    private static ReplicationService.ReplicationServiceClient Client(AdminBench bench) => new(bench.Channel);
}
