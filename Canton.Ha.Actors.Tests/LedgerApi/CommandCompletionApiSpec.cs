using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static Com.Daml.Ledger.Api.V2.CommandCompletionService;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class CommandCompletionApiSpec
{
    private readonly LedgerStory _story = new();

    [Theory]
    [InlineData("", "a+b", -1, StatusCode.InvalidArgument, "INVALID_TOKEN")]
    [InlineData("us er", "a+b", -1, StatusCode.InvalidArgument, "INVALID_FIELD")]
    [InlineData("user", "a+b", -1, StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    [InlineData("user", "", -1, StatusCode.InvalidArgument, "NEGATIVE_OFFSET")]
    [InlineData("user", "", 99, StatusCode.OutOfRange, "OFFSET_AFTER_LEDGER_END")]
    [InlineData("user", "", 0, StatusCode.InvalidArgument, "MISSING_FIELD")]
    [InlineData("user", "alice", 0, StatusCode.FailedPrecondition, "PARTICIPANT_PRUNED_DATA_ACCESSED")]
    public async Task The_first_thing_that_is_wrong_is_told(string user, string party, long begin, StatusCode code, string error)
    {
        await _story.AllocateAsync("alice");
        await _story.Ledger.PruneAsync(1, default);
        await using var bench = await LedgerApiBench.StartAsync(_story.Ledger);
        using var call = Listen(bench, user, begin, party.Length == 0 ? [] : [party]);

        var failure = await GrpcFailure.OfAsync(() => call.ResponseStream.MoveNext(default));

        failure.Code.Should().Be(code);
        failure.ErrorId.Should().Be(error);
    }

    [Fact]
    public async Task A_user_hears_how_his_submissions_ended_and_for_which_of_the_parties_he_asked_about()
    {
        await _story.AllocateAsync("alice", "bob");
        var first = await _story.CreateAsync("c1", "alice", "bob");
        await _story.CreateAsync("c2", "bob");
        var third = await _story.CreateAsync("c3", "alice");
        await using var bench = await LedgerApiBench.StartAsync(_story.Ledger);
        using var call = Listen(bench, "user", 0, "alice");

        var heard = await CompletionAsync(call);
        heard.CommandId.Should().Be("c1");
        heard.ActAs.Should().Equal("alice");
        heard.Status.Code.Should().Be(0);
        heard.UpdateId.Should().Be(first.UpdateId);
        heard.Offset.Should().Be(first.Offset);
        heard.SubmissionId.Should().NotBeEmpty();
        (await CompletionAsync(call)).CommandId.Should().Be("c3");

        using var resumed = Listen(bench, "user", first.Offset, "alice");
        (await CompletionAsync(resumed)).Offset.Should().Be(third.Offset);
    }

    [Fact]
    public async Task Nobody_hears_of_other_users()
    {
        await _story.AllocateAsync("alice");
        await _story.CreateAsync("c1", "alice");
        var other = Wire.Commands("c2", "alice", Wire.Create(Wire.Note, Wire.Record()));
        other.UserId = "other";
        await _story.SubmitAsync(other);
        await using var bench = await LedgerApiBench.StartAsync(_story.Ledger);
        using var call = Listen(bench, "other", 0, "alice");

        (await CompletionAsync(call)).CommandId.Should().Be("c2");
    }

    [Fact]
    public async Task Who_has_heard_everything_hears_what_comes()
    {
        await _story.AllocateAsync("alice");
        await using var bench = await LedgerApiBench.StartAsync(_story.Ledger);
        using var call = Listen(bench, "user", 1, "alice");
        var next = CompletionAsync(call);

        await _story.CreateAsync("c1", "alice");

        (await next).CommandId.Should().Be("c1");
    }

    [Fact]
    public async Task A_checkpoint_says_how_far_an_idle_stream_has_come()
    {
        await _story.AllocateAsync("alice");
        _story.Ledger.Head.Checkpoint = new Checkpoint(1, ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(Wire.Synchronizer, 1_000_000L)]));
        await using var bench = await LedgerApiBench.StartAsync(_story.Ledger);
        using var call = Listen(bench, "user", 1, "alice");

        (await call.ResponseStream.MoveNext(default)).Should().BeTrue();

        call.ResponseStream.Current.OffsetCheckpoint.Should().Be(new OffsetCheckpoint
        {
            Offset = 1,
            SynchronizerTimes = { new SynchronizerTime { SynchronizerId = Wire.Synchronizer, RecordTime = new Timestamp { Seconds = 1 } } },
        });
    }

    private static AsyncServerStreamingCall<CompletionStreamResponse> Listen(LedgerApiBench bench, string user, long begin, params string[] parties) =>
        new CommandCompletionServiceClient(bench.Channel).CompletionStream(new CompletionStreamRequest { UserId = user, Parties = { parties }, BeginExclusive = begin });

    private static async Task<Completion> CompletionAsync(AsyncServerStreamingCall<CompletionStreamResponse> call)
    {
        (await call.ResponseStream.MoveNext(default)).Should().BeTrue();
        return call.ResponseStream.Current.Completion;
    }
}
