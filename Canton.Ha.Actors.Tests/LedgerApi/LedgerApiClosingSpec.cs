using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;
using static Com.Daml.Ledger.Api.V2.CommandCompletionService;
using static Com.Daml.Ledger.Api.V2.CommandService;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class LedgerApiClosingSpec
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly LedgerStory _story = new();
    private readonly TaskCompletionSource<UpdateRow> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task While_it_drains_nobody_comes_in_streams_end_and_who_waits_gets_his_outcome()
    {
        await using var bench = await StartAsync();
        using var stream = await ListenAsync(bench);
        using var health = await WatchHealthAsync(bench);
        var waiting = await WaitingAsync(bench);

        var drained = bench.DrainAsync(Long);

        ShouldBeAborted(await GrpcFailure.OfAsync(() => stream.ResponseStream.MoveNext(default)));
        ShouldBeAborted(await GrpcFailure.OfAsync(() => health.ResponseStream.MoveNext(default)));
        (await SequencerPort.TryConnectAsync(bench.Port)).Should().BeFalse();
        waiting.IsCompleted.Should().BeFalse();
        _outcome.SetResult(_story.Last);
        (await waiting).CompletionOffset.Should().Be(_story.Last.Offset);
        await drained.WaitAsync(Long / 2);
    }

    [Fact]
    public async Task Who_still_waits_when_the_drain_is_over_is_sent_away()
    {
        await using var bench = await StartAsync();
        var waiting = await WaitingAsync(bench);

        var drained = bench.DrainAsync(TimeSpan.FromMilliseconds(100));

        ShouldBeAborted(await GrpcFailure.OfAsync(() => waiting));
        await drained.WaitAsync(Long);
    }

    [Fact]
    public async Task When_the_term_is_lost_everybody_inside_is_sent_away_at_once_and_nobody_comes_in()
    {
        await using var bench = await StartAsync();
        using var stream = await ListenAsync(bench);
        using var health = await WatchHealthAsync(bench);
        var waiting = await WaitingAsync(bench);

        bench.Lose();

        ShouldBeAborted(await GrpcFailure.OfAsync(() => waiting));
        ShouldBeAborted(await GrpcFailure.OfAsync(() => stream.ResponseStream.MoveNext(default)));
        ShouldBeAborted(await GrpcFailure.OfAsync(() => health.ResponseStream.MoveNext(default)));
        var late = await GrpcFailure.OfAsync(async () => await new VersionService.VersionServiceClient(bench.Channel).GetLedgerApiVersionAsync(new GetLedgerApiVersionRequest()));
        late.Code.Should().Be(StatusCode.Unavailable);
        late.ErrorId.Should().Be("SERVICE_NOT_RUNNING");
        late.Info.Metadata.Should().Contain("service_name", "com.daml.ledger.api.v2.VersionService");
    }

    [Fact]
    public async Task A_call_that_heeds_nothing_ends_with_the_term_too()
    {
        await using var bench = await StartAsync();
        _story.Ledger.Outcome = (_, _) => _outcome.Task;
        var waiting = await WaitingAsync(bench);

        bench.Lose();

        ShouldBeAborted(await GrpcFailure.OfAsync(() => waiting));
    }

    [Fact]
    public async Task The_next_term_listens_on_the_same_port()
    {
        int port;
        await using (var bench = await StartAsync())
        {
            port = bench.Port;
            using var stream = await ListenAsync(bench);
            var drained = bench.DrainAsync(TimeSpan.Zero);
            ShouldBeAborted(await GrpcFailure.OfAsync(() => stream.ResponseStream.MoveNext(default)));
            await drained;
        }

        await using var next = await LedgerApiBench.StartAsync(_story.Ledger, settings => settings with { Endpoint = new HttpEndpoint("127.0.0.1", port) });
        (await new VersionService.VersionServiceClient(next.Channel).GetLedgerApiVersionAsync(new GetLedgerApiVersionRequest())).Version.Should().NotBeEmpty();
    }

    private async Task<LedgerApiBench> StartAsync()
    {
        await _story.AllocateAsync("alice");
        await _story.CreateAsync("c0", "alice");
        _story.Ledger.Outcome = async (_, cancellation) => await _outcome.Task.WaitAsync(cancellation);
        return await LedgerApiBench.StartAsync(_story.Ledger);
    }

    private static async Task<AsyncServerStreamingCall<CompletionStreamResponse>> ListenAsync(LedgerApiBench bench)
    {
        var stream = new CommandCompletionServiceClient(bench.Channel).CompletionStream(new CompletionStreamRequest { UserId = "user", Parties = { "alice" } });
        (await stream.ResponseStream.MoveNext(default)).Should().BeTrue();
        return stream;
    }

    private static async Task<AsyncServerStreamingCall<HealthCheckResponse>> WatchHealthAsync(LedgerApiBench bench)
    {
        var watch = new Grpc.Health.V1.Health.HealthClient(bench.Channel).Watch(new HealthCheckRequest { Service = "write" });
        (await watch.ResponseStream.MoveNext(default)).Should().BeTrue();
        return watch;
    }

    private async Task<Task<SubmitAndWaitResponse>> WaitingAsync(LedgerApiBench bench)
    {
        var waiting = new CommandServiceClient(bench.Channel)
            .SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = Wire.Commands("c1", "alice", Wire.Create(Wire.Note, Wire.Record())) }).ResponseAsync;
        await Eventually.BecomesTrueAsync("it waits", () => Task.FromResult(!_story.Ledger.Submitted.IsEmpty), Bounds.Takeover);
        return waiting;
    }

    private static void ShouldBeAborted(GrpcFailure failure)
    {
        failure.Code.Should().Be(StatusCode.Unavailable);
        failure.ErrorId.Should().Be("ABORTED_DUE_TO_SHUTDOWN");
        failure.Details[1].Unpack<RetryInfo>().RetryDelay.Seconds.Should().Be(10);
    }
}
