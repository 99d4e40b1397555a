using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Google.Rpc;
using Grpc.Core;
using Xunit;
using Reference = Com.Digitalasset.Canton.Admin.Participant.V30;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Tests.AdminApi;

/// <summary>The hand-over, as the reference's service and as our own offer it.</summary>
public sealed class SetPassiveSpec
{
    private static readonly ReplicationProtocol.HandedOver Done = new("participant2", 4, TimeSpan.FromMilliseconds(80));

    [Fact]
    public async Task Answers_when_another_replica_has_taken_over()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ => Done;

        await AskReferenceAsync(bench);

        bench.Asked.Should().ContainSingle().Which.Should().BeOfType<ReplicationProtocol.SetPassive>()
            .Which.Why.Should().StartWith("asked for through the Admin API by ipv4:127.0.0.1:");
    }

    [Fact]
    public async Task Names_the_successor_that_was_asked_for_and_tells_who_took_over()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ => Done;

        var answer = await AskAsync(bench, new V1.SetPassiveRequest { To = "participant2", Why = "new kernel" });

        bench.Asked.Should().Equal(new ReplicationProtocol.SetPassive("new kernel", "participant2"));
        (answer.Successor, answer.Term, answer.Gap.ToTimeSpan()).Should().Be(("participant2", 4, TimeSpan.FromMilliseconds(80)));
    }

    [Fact]
    public async Task A_passive_replica_names_the_active_one_and_its_address()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive, replica: "participant2");
        bench.Answer = _ => new ReplicationProtocol.Refused(RefusalReason.NotActive, "it is not active");

        var failure = await GrpcFailure.OfAsync(() => AskReferenceAsync(bench));

        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.Message.Should().MatchRegex(@"^NODE_IS_PASSIVE_REPLICA\(1,[0-9a-f]{8}\): participant2 is passive and cannot do that: turn to participant1 at 127\.0\.0\.1:5012\.$");
        failure.Info.Reason.Should().Be("NODE_IS_PASSIVE_REPLICA");
        failure.Info.Metadata.Should().Contain("active_replica", "participant1").And.Contain("active_admin_address", "127.0.0.1:5012").And.Contain("participant", "participant2");
        failure.Trailers.GetValue("active_replica").Should().Be("participant1");
        failure.Trailers.GetValue("active_admin_address").Should().Be("127.0.0.1:5012");
        failure.Details.Should().Contain(detail => detail.Is(RetryInfo.Descriptor));
    }

    [Fact]
    public async Task A_passive_replica_that_sees_nobody_lead_says_that()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive, replica: "participant2");
        bench.Board.CutOff();
        bench.Answer = _ => new ReplicationProtocol.Refused(RefusalReason.NotActive, "it is not active");

        var failure = await GrpcFailure.OfAsync(() => AskReferenceAsync(bench));

        failure.Message.Should().EndWith("it does not see which replica is active; try again.");
        failure.Info.Metadata.Should().NotContainKey("active_replica");
    }

    [Theory]
    [InlineData(RefusalReason.NoOtherReplica, StatusCode.FailedPrecondition, "PARTICIPANT_REPLICATION_NO_OTHER_REPLICA", "9")]
    [InlineData(RefusalReason.NeedsSuccessor, StatusCode.FailedPrecondition, "PARTICIPANT_REPLICATION_NEEDS_SUCCESSOR", "9")]
    [InlineData(RefusalReason.UnknownSuccessor, StatusCode.FailedPrecondition, "PARTICIPANT_REPLICATION_UNKNOWN_SUCCESSOR", "9")]
    [InlineData(RefusalReason.InTransition, StatusCode.Unavailable, "PARTICIPANT_REPLICATION_IN_TRANSITION", "1")]
    [InlineData(RefusalReason.HasStopped, StatusCode.Unavailable, "SERVICE_NOT_RUNNING", "1")]
    public async Task Every_refusal_has_its_status_and_its_id(RefusalReason reason, StatusCode code, string id, string category)
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ => new ReplicationProtocol.Refused(reason, "the replica says why.");

        var failure = await GrpcFailure.OfAsync(() => AskReferenceAsync(bench));

        failure.Code.Should().Be(code);
        failure.Info.Reason.Should().Be(id);
        failure.Info.Metadata["category"].Should().Be(category);
    }

    [Fact]
    public async Task When_nobody_took_over_in_time_the_call_is_aborted()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ => new ReplicationProtocol.NobodyTookOver(TimeSpan.FromSeconds(10), "it is active again");

        var failure = await GrpcFailure.OfAsync(() => AskReferenceAsync(bench));

        failure.Code.Should().Be(StatusCode.Aborted);
        failure.Message.Should().EndWith("Nobody took over from participant1 within 10 s; it is active again.");
        failure.Info.Reason.Should().Be("PARTICIPANT_REPLICATION_NOBODY_TOOK_OVER");
    }

    [Fact]
    public async Task A_replica_without_replication_has_the_error_of_the_reference()
    {
        await using var bench = await AdminBench.StartAsync(isReplicated: false);

        var failure = await GrpcFailure.OfAsync(() => AskReferenceAsync(bench));

        failure.Code.Should().Be(StatusCode.FailedPrecondition);
        failure.Info.Reason.Should().Be("PARTICIPANT_REPLICATION_NOT_SUPPORTED_BY_STORAGE");
    }

    [Fact]
    public async Task One_that_stops_for_good_instead_of_answering_is_not_running()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ =>
        {
            bench.Actor.Tell(PoisonPill.Instance);
            return null;
        };

        var failure = await GrpcFailure.OfAsync(() => AskReferenceAsync(bench));

        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.Info.Reason.Should().Be("SERVICE_NOT_RUNNING");
    }

    [Fact]
    public async Task The_trace_of_the_client_is_in_the_answer()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ => new ReplicationProtocol.Refused(RefusalReason.NoOtherReplica, "nobody.");
        var headers = new Metadata { { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } };

        var failure = await GrpcFailure.OfAsync(async () =>
            await new Reference.ParticipantReplicationService.ParticipantReplicationServiceClient(bench.Channel).SetPassiveAsync(new Reference.SetPassiveRequest(), headers));

        failure.Message.Should().StartWith("PARTICIPANT_REPLICATION_NO_OTHER_REPLICA(9,4bf92f35): ");
        failure.Details[^1].Unpack<RequestInfo>().RequestId.Should().Be("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    [Fact]
    public async Task What_nobody_expected_is_told_only_to_the_operator()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ => "something internal";

        var failure = await GrpcFailure.OfAsync(() => AskReferenceAsync(bench));

        failure.Code.Should().Be(StatusCode.Internal);
        failure.Message.Should().StartWith("An error occurred. Please contact the operator and inquire about the request ").And.NotContain("something internal");
        failure.Details.Should().ContainSingle().Which.Is(RequestInfo.Descriptor).Should().BeTrue();
    }

    [Fact]
    public async Task A_client_may_give_up_before_the_answer()
    {
        await using var bench = await AdminBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(async () => await new Reference.ParticipantReplicationService.ParticipantReplicationServiceClient(bench.Channel)
            .SetPassiveAsync(new Reference.SetPassiveRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200)));

        failure.Code.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Theory]
    [InlineData("", "why", "MISSING_FIELD")]
    [InlineData("participant2", null, "INVALID_FIELD")]
    public async Task Bad_arguments_are_named(string to, string? why, string id)
    {
        await using var bench = await AdminBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(() => AskAsync(bench, new V1.SetPassiveRequest { To = to, Why = why ?? new string('w', 1001) }));

        failure.Code.Should().Be(StatusCode.InvalidArgument);
        failure.Info.Reason.Should().Be(id);
        failure.Info.Metadata["field_name"].Should().Be(why is null ? "why" : "to");
        bench.Asked.Should().BeEmpty();
    }

    private static async Task AskReferenceAsync(AdminBench bench) =>
        await new Reference.ParticipantReplicationService.ParticipantReplicationServiceClient(bench.Channel).SetPassiveAsync(new Reference.SetPassiveRequest());

    private static async Task<V1.SetPassiveResponse> AskAsync(AdminBench bench, V1.SetPassiveRequest request) =>
        await new V1.ReplicationService.ReplicationServiceClient(bench.Channel).SetPassiveAsync(request);
}
