using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Sequencer.V1;
using FluentAssertions;
using FluentAssertions.Extensions;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.Sequencing;

/// <summary>What members say and hear over gRPC.</summary>
public sealed class SequencerApiSpec
{
    [Fact]
    public async Task A_member_registers_submits_hears_and_acknowledges()
    {
        await using var bench = await SequencerBench.StartAsync();
        var registered = await bench.Client.RegisterAsync(new RegisterRequest { Member = "PAR::alice::1220ab", Term = 1 });
        var result = await bench.SubmitAsync("PAR::alice::1220ab", 1, bytes: 3, term: 1);

        registered.SynchronizerId.Should().Be("sync");
        using var call = bench.Client.Subscribe(new SubscribeRequest { Member = "PAR::alice::1220ab", Term = 1, FromCounter = 1 });
        var events = (await NextAsync(call)).Events;
        events.Should().Equal(
            new Event { Counter = 1, SequencedAt = registered.RegisteredAt, Sender = "PAR::alice::1220ab", MemberRegistered = new() },
            new Event
            {
                Counter = 2, SequencedAt = result.SequencedAt, Sender = "PAR::alice::1220ab",
                Message = new Message { MessageId = Submissions.Id(1), Payloads = { ByteString.CopyFrom(0, 0, 0) } },
            });
        await bench.Client.AcknowledgeAsync(new AcknowledgeRequest { Member = "PAR::alice::1220ab", Term = 1, Counter = 2 });
    }

    [Fact]
    public async Task Whoever_has_nothing_to_hear_is_told_how_far_time_has_come()
    {
        await using var bench = await SequencerBench.StartAsync();
        await bench.RegisterAsync("alice");
        using var call = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", FromCounter = 2 });

        var first = (await NextAsync(call)).TimeProof;
        await Eventually.PassesAsync(SequencingRules.Default.TimeProofPeriod * 2);
        bench.Serving.Tick();

        (await NextAsync(call)).TimeProof.Time.Should().BeGreaterThan(first.Time);
    }

    [Theory]
    [InlineData("", 0, 16, "MISSING_FIELD(8")]
    [InlineData("al ice", 0, 16, "INVALID_FIELD(8")]
    [InlineData("alice", -1, 16, "INVALID_FIELD(8")]
    [InlineData("alice", 0, 15, "INVALID_FIELD(8")]
    public async Task What_is_malformed_is_refused_in_one_sentence(string member, long term, int idBytes, string begins)
    {
        await using var bench = await SequencerBench.StartAsync();
        var submission = Submissions.ToAll(1, 1);
        submission.MessageId = ByteString.CopyFrom(new byte[idBytes]);

        var submit = () => bench.Client.SubmitAsync(new SubmitRequest { Member = member, Term = term, Submissions = { submission } }).ResponseAsync;

        var refused = (await submit.Should().ThrowAsync<RpcException>()).Which;
        refused.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refused.Status.Detail.Should().StartWith(begins);
    }

    [Fact]
    public async Task An_older_term_is_refused_with_a_reason_that_a_program_can_read()
    {
        await using var bench = await SequencerBench.StartAsync();
        await bench.RegisterAsync("alice");
        using var call = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", Term = 2, FromCounter = 1 });
        await NextAsync(call);

        var refused = await GrpcFailure.OfAsync(() => bench.SubmitAsync("alice", 1, term: 1));

        refused.Code.Should().Be(StatusCode.FailedPrecondition);
        refused.Info.Reason.Should().Be("SEQUENCER_OLDER_TERM");
    }

    [Fact]
    public async Task A_newer_subscription_ends_the_older_one()
    {
        await using var bench = await SequencerBench.StartAsync();
        await bench.RegisterAsync("alice");
        using var older = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", Term = 1, FromCounter = 1 });
        await NextAsync(older);
        using var newer = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", Term = 2, FromCounter = 1 });
        await NextAsync(newer);

        var ended = await EndAsync(older);

        ended.StatusCode.Should().Be(StatusCode.Aborted);
        await bench.SubmitAsync("alice", 1, term: 2);
        (await NextAsync(newer)).Events.Should().ContainSingle();
    }

    [Fact]
    public async Task Too_many_waiting_are_sent_away_with_a_time_to_come_back_and_nothing_of_theirs_is_done()
    {
        HaltingStore store = null!;
        await using var bench = await SequencerBench.StartAsync(SequencingRules.Default with { WaitingMax = 5 }, inner => store = new HaltingStore(inner));
        await bench.RegisterAsync("alice");
        store.Halt();
        var waiting = Enumerable.Range(1, 5).Select(i => bench.SubmitAsync("alice", i)).ToList();
        var many = Enumerable.Range(10, 20).Select(i => bench.SubmitAsync("alice", i)).ToList();
        await Eventually.BecomesTrueAsync("all but five are refused", () => Task.FromResult(many.Concat(waiting).Count(call => call.IsFaulted) == 20), 10.Seconds());
        store.Go();

        var refused = await GrpcFailure.OfAsync(() => many.Concat(waiting).First(call => call.IsFaulted));
        refused.Code.Should().Be(StatusCode.ResourceExhausted);
        refused.Details[1].Unpack<Google.Rpc.RetryInfo>().RetryDelay.ToTimeSpan().Should().Be(100.Milliseconds());
        await Task.WhenAll(waiting.Concat(many).Where(call => !call.IsFaulted));
        using var call = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", FromCounter = 1 });
        (await NextAsync(call)).Events.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_subscriber_that_takes_nothing_is_ended_and_may_go_on_from_where_it_was()
    {
        await using var bench = await SequencerBench.StartAsync(SequencingRules.Default with { SlowSubscriberTimeout = 500.Milliseconds(), PageMax = 1 });
        await bench.RegisterAsync("alice");
        using var slow = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", FromCounter = 1 });
        for (var i = 1; i <= 40; i++)
            await bench.SubmitAsync("alice", i, bytes: 500_000);
        await Eventually.PassesAsync(2.Seconds());

        var counters = new List<long>();
        var ended = await EndAsync(slow, heard => counters.Add(heard.Counter));
        counters.Count.Should().BeLessThan(41);
        ended.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        using var again = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", FromCounter = counters.Count + 1 });
        while (counters.Count < 41)
            counters.AddRange((await NextAsync(again)).Events.Select(heard => heard.Counter));
        counters.Should().Equal(Enumerable.Range(1, 41).Select(i => (long)i));
    }

    [Fact]
    public async Task Draining_refuses_connections_ends_streams_and_answers_who_is_inside()
    {
        HaltingStore store = null!;
        await using var bench = await SequencerBench.StartAsync(SequencingRules.Default, inner => store = new HaltingStore(inner));
        await bench.RegisterAsync("alice");
        using var stream = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", FromCounter = 1 });
        await NextAsync(stream);
        store.Halt();
        var inside = bench.SubmitAsync("alice", 1);
        await Eventually.PassesAsync(200.Milliseconds());

        var draining = bench.Serving.DrainAsync(5.Seconds());
        (await EndAsync(stream)).StatusCode.Should().Be(StatusCode.Unavailable);
        var late = () => SequencerPort.TryConnectAsync(bench.Serving.Port);
        await Eventually.BecomesTrueAsync("the port refuses", async () => !await late(), 5.Seconds());
        store.Go();

        (await inside).SequencedAt.Should().BePositive();
        await draining;
    }

    [Fact]
    public async Task A_lost_term_ends_everything_with_unavailable()
    {
        HaltingStore store = null!;
        await using var bench = await SequencerBench.StartAsync(SequencingRules.Default, inner => store = new HaltingStore(inner));
        await bench.RegisterAsync("alice");
        using var stream = bench.Client.Subscribe(new SubscribeRequest { Member = "alice", FromCounter = 1 });
        await NextAsync(stream);
        store.Halt();
        var inside = () => bench.SubmitAsync("alice", 1);
        var submitting = inside.Should().ThrowAsync<RpcException>();
        await Eventually.PassesAsync(200.Milliseconds());

        bench.Lose();

        (await submitting).Which.StatusCode.Should().Be(StatusCode.Unavailable);
        (await EndAsync(stream)).StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_write_of_unknown_outcome_ends_the_sequencer_and_is_never_answered_with_success_or_refusal()
    {
        HaltingStore store = null!;
        await using var bench = await SequencerBench.StartAsync(SequencingRules.Default, inner => store = new HaltingStore(inner));
        await bench.RegisterAsync("alice");
        store.Breaks = true;

        var submit = () => bench.SubmitAsync("alice", 1);

        (await submit.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unavailable);
        await bench.Serving.Awaiting(serving => serving.Ended).Should().ThrowAsync<IOException>();
    }

    private static async Task<SubscribeResponse> NextAsync(AsyncServerStreamingCall<SubscribeResponse> call)
    {
        using var limit = new CancellationTokenSource(Bounds.Takeover);
        (await call.ResponseStream.MoveNext(limit.Token)).Should().BeTrue();
        return call.ResponseStream.Current;
    }

    private static async Task<RpcException> EndAsync(AsyncServerStreamingCall<SubscribeResponse> call, Action<Event>? hear = null)
    {
        using var limit = new CancellationTokenSource(Bounds.Takeover);
        var listen = async () =>
        {
            while (await call.ResponseStream.MoveNext(limit.Token))
                foreach (var heard in call.ResponseStream.Current.Events)
                    hear?.Invoke(heard);
        };
        return (await listen.Should().ThrowAsync<RpcException>()).Which;
    }
}
