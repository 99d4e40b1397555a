using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Ledger.V1;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Google.Rpc;
using Grpc.Core;
using Xunit;
using static Com.Daml.Ledger.Api.V2.CommandService;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class CommandApiSpec
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{Trace}-b7ad6b7169203331-01";

    private readonly LedgerStory _story = new();

    private FakeLedger Ledger => _story.Ledger;

    [Fact]
    public async Task An_accepted_command_is_answered_with_its_update_and_its_offset()
    {
        await _story.AllocateAsync("alice");
        var update = await _story.CreateAsync("c1", "alice");
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var answer = await SubmitAsync(bench, Note("c1"));

        answer.UpdateId.Should().Be(update.UpdateId);
        answer.CompletionOffset.Should().Be(update.Offset);
        Ledger.Submitted.Should().ContainSingle().Which.Change.CommandId.Should().Be("c1");
    }

    [Fact]
    public async Task A_rejection_is_answered_as_the_completion_tells_it()
    {
        var rejection = ErrorStatus.Of(CompletionErrors.Duplicate("change", 17, "earlier"), new RequestName("submission-1", Trace, "participant2"));
        Ledger.Outcome = (_, _) => Task.FromResult(new UpdateRow(18, Wire.Synchronizer, 18, 18, Guid.NewGuid()) { Outcome = new Outcome { Rejection = rejection } });
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var failure = await FailureAsync(bench, Note("c1", submissionId: "submission-1"));

        failure.Code.Should().Be(StatusCode.AlreadyExists);
        failure.Message.Should().StartWith("DUPLICATE_COMMAND(10,submissi): ");
        failure.Info.Metadata.Should().Contain("category", "10").And.Contain("definite_answer", "true").And.Contain("completion_offset", "17")
            .And.Contain("tid", Trace).And.Contain("participant", "participant2");
        failure.Details.Should().HaveCount(2);
        failure.Details[1].Unpack<RequestInfo>().RequestId.Should().Be("submission-1");
    }

    [Fact]
    public async Task Whoever_names_no_user_is_told_so_before_anything_else()
    {
        await using var bench = await LedgerApiBench.StartAsync(Ledger);
        var nameless = Note("");
        nameless.UserId = "";

        foreach (var commands in new[] { null, nameless })
        {
            var failure = await FailureAsync(bench, commands);
            failure.Code.Should().Be(StatusCode.InvalidArgument);
            failure.ErrorId.Should().Be("INVALID_TOKEN");
        }

        Ledger.Submitted.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_with_a_field_is_told_and_nothing_has_happened()
    {
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var failure = await FailureAsync(bench, Note(""));

        failure.Code.Should().Be(StatusCode.InvalidArgument);
        failure.Message.Should().StartWith("MISSING_FIELD(8,");
        failure.Info.Metadata.Should().Contain("category", "8").And.Contain("definite_answer", "false").And.Contain("field_name", "command_id");
        failure.Details.Should().NotContain(detail => detail.Is(RetryInfo.Descriptor));
        Ledger.Submitted.Should().BeEmpty();
    }

    [Fact]
    public async Task The_trace_of_a_call_goes_with_its_submission()
    {
        await _story.AllocateAsync("alice");
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        await SubmitAsync(bench, Note("c1"));
        await new CommandServiceClient(bench.Channel).SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = Note("c2") });

        Ledger.Submitted.First().Trace.Should().Be(new TraceContext { Traceparent = TraceParent, Tracestate = "a=b" });
        Ledger.Submitted.Last().Trace!.Traceparent.Should().MatchRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$").And.NotContain(Trace);
    }

    [Fact]
    public async Task A_submission_without_an_id_gets_one_by_which_its_failure_is_found()
    {
        Ledger.Outcome = (_, _) => throw CommandErrors.AlreadyInFlight("earlier");
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var failure = await FailureAsync(bench, Note("c1"));

        var given = Ledger.Submitted.Should().ContainSingle().Which.SubmissionId;
        Guid.TryParse(given, out _).Should().BeTrue();
        failure.Details[1].Unpack<RetryInfo>().RetryDelay.ToTimeSpan().Should().Be(TimeSpan.FromSeconds(1));
        failure.Details[2].Unpack<RequestInfo>().RequestId.Should().Be(given);
    }

    [Fact]
    public async Task Not_more_calls_than_configured_wait_for_their_commands()
    {
        await _story.AllocateAsync("alice");
        var outcome = new TaskCompletionSource<UpdateRow>();
        Ledger.Outcome = (_, _) => outcome.Task;
        await using var bench = await LedgerApiBench.StartAsync(Ledger, settings => settings with { Commands = settings.Commands with { InFlightMax = 1 } });
        var first = SubmitAsync(bench, Note("c1"));
        await Eventually.BecomesTrueAsync("it waits", () => Task.FromResult(!Ledger.Submitted.IsEmpty), Bounds.Takeover);

        var failure = await FailureAsync(bench, Note("c2"));
        outcome.SetResult(_story.Last);

        failure.Code.Should().Be(StatusCode.Aborted);
        failure.ErrorId.Should().Be("PARTICIPANT_BACKPRESSURE");
        failure.Info.Metadata.Should().Contain("definite_answer", "false").And.ContainKey("reason");
        await first;
        await SubmitAsync(bench, Note("c3"));
    }

    [Fact]
    public async Task A_command_without_an_outcome_in_time_may_still_have_one()
    {
        Ledger.Outcome = async (_, cancellation) => await new TaskCompletionSource<UpdateRow>().Task.WaitAsync(cancellation);
        await using var bench = await LedgerApiBench.StartAsync(
            Ledger, settings => settings with { Commands = settings.Commands with { TrackingTimeout = TimeSpan.FromMilliseconds(100) } });

        var failure = await FailureAsync(bench, Note("c1"));

        failure.Code.Should().Be(StatusCode.DeadlineExceeded);
        failure.ErrorId.Should().Be("REQUEST_TIME_OUT");
        failure.Info.Metadata.Should().Contain("definite_answer", "false").And.Contain("category", "3");
    }

    [Fact]
    public async Task Whoever_says_until_when_it_waits_is_answered_a_little_earlier()
    {
        Ledger.Outcome = async (_, cancellation) => await new TaskCompletionSource<UpdateRow>().Task.WaitAsync(cancellation);
        using var term = new ApiTerm(new FakeTerm(7, new(1, 1), TimeProvider.System).Term, Ledger.Head);
        var call = new FakeCall(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1));
        var submission = new SubmissionReader(LedgerApiBench.Templates, LedgerApiBench.Default, TimeProvider.System).Read(Note("c1"), call);
        var waiting = new WaitingCommands(Ledger, term, LedgerApiBench.Default.LedgerApi, TimeProvider.System).SubmitAsync(submission, call);

        (await waiting.Invoking(answered => answered.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<CantonErrorException>())
            .Which.Error.Code.Id.Should().Be("REQUEST_TIME_OUT");
    }

    [Fact]
    public async Task A_name_that_is_none_is_not_told_again()
    {
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var failure = await FailureAsync(bench, Note("c1", submissionId: new string('!', 10_000)));

        failure.Message.Should().StartWith("INVALID_FIELD(8,0): ");
        failure.Details[^1].Unpack<RequestInfo>().RequestId.Should().Be(Trace);
    }

    [Fact]
    public void A_call_whose_deadline_is_over_when_it_comes_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var reader = new SubmissionReader(LedgerApiBench.Templates, LedgerApiBench.Default, TimeProvider.System);

        FluentActions.Invoking(() => reader.RequireTime(new FakeCall(now))).Should().Throw<CantonErrorException>()
            .Which.Error.Code.Id.Should().Be("REQUEST_DEADLINE_EXCEEDED");
        reader.RequireTime(new FakeCall(now.AddMinutes(1)));
    }

    [Fact]
    public async Task A_replica_that_can_no_longer_write_is_passive_for_commands()
    {
        Ledger.Outcome = (_, _) => throw new NotActiveException();
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var failure = await FailureAsync(bench, Note("c1"));

        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.ErrorId.Should().Be("NODE_IS_PASSIVE_REPLICA");
        failure.Info.Metadata.Should().Contain("userId", "user").And.Contain("commandId", "c1");
    }

    [Fact]
    public async Task What_should_not_be_possible_is_for_the_operator_alone()
    {
        Ledger.Outcome = (_, _) => throw new InvalidOperationException("s3cret");
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var failure = await FailureAsync(bench, Note("c1", submissionId: "submission-1"));

        failure.Code.Should().Be(StatusCode.Internal);
        failure.Message.Should().Be($"An error occurred. Please contact the operator and inquire about the request submission-1 with tid {Trace}");
        failure.Details.Should().ContainSingle().Which.Unpack<RequestInfo>().RequestId.Should().Be("submission-1");
    }

    [Fact]
    public async Task A_status_of_the_transport_that_hides_an_error_in_here_does_not_leave()
    {
        Ledger.Outcome = (_, _) => throw new RpcException(new Grpc.Core.Status(StatusCode.Unknown, "s3cret"));
        await using var bench = await LedgerApiBench.StartAsync(Ledger);

        var failure = await FailureAsync(bench, Note("c1"));

        failure.Code.Should().Be(StatusCode.Internal);
        failure.Message.Should().NotContain("s3cret");
    }

    [Fact]
    public async Task A_submission_is_taken_when_it_is_stored()
    {
        await _story.AllocateAsync("alice");
        await using var bench = await LedgerApiBench.StartAsync(Ledger);
        var client = new CommandSubmissionService.CommandSubmissionServiceClient(bench.Channel);

        await client.SubmitAsync(new SubmitRequest { Commands = Note("c1") });
        Ledger.Outcome = (_, _) => throw CommandErrors.AlreadyInFlight("earlier");
        var failure = await GrpcFailure.OfAsync(async () => await client.SubmitAsync(new SubmitRequest { Commands = Note("c1") }));

        Ledger.Submitted.Should().HaveCount(2);
        failure.Code.Should().Be(StatusCode.Aborted);
        failure.Info.Reason.Should().Be("SUBMISSION_ALREADY_IN_FLIGHT");
        failure.Info.Metadata.Should().Contain("existing_submission_id", "earlier");
    }

    private static Commands Note(string commandId, string submissionId = "")
    {
        var commands = Wire.Commands(commandId, "alice", Wire.Create(Wire.Note, Wire.Record()));
        commands.SubmissionId = submissionId;
        return commands;
    }

    private static async Task<SubmitAndWaitResponse> SubmitAsync(LedgerApiBench bench, Commands? commands) => await new CommandServiceClient(bench.Channel)
        .SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = commands }, new Metadata { { "traceparent", TraceParent }, { "tracestate", "a=b" } });

    private static Task<GrpcFailure> FailureAsync(LedgerApiBench bench, Commands? commands) => GrpcFailure.OfAsync(() => SubmitAsync(bench, commands));
}
