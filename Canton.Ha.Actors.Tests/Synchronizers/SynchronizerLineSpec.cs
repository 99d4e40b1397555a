using System.Collections.Immutable;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Ledger.V1;
using Canton.Ha.Sequencer.V1;
using FluentAssertions;
using FluentAssertions.Extensions;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using Envelope = Canton.Ha.Ledger.V1.Envelope;

namespace Canton.Ha.Actors.Tests.Synchronizers;

/// <summary>The client against a real sequencer on a real port.</summary>
public sealed class SynchronizerLineSpec
{
    private const string Member = "participant::1220ab";

    private readonly List<FakeLedgerConnection> _connections = [];

    private FakeLedgerConnection Connection => _connections[^1];

    [Fact]
    public async Task A_participant_becomes_a_member_and_hears_what_it_sends()
    {
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines();
        var up = await lines.Open(At(bench), SynchronizerExpectation.Any).ConnectAsync(default);
        up.Synchronizer.Should().Be("sync");
        Connection.Link.Alias.Should().Be("da");

        await Connection.Link.SendAsync([Outgoing(1), Outgoing(2)], default);

        (await Connection.NextAsync()).Should().ContainSingle().Which.Should().BeOfType<SequencedEvent.MemberRegistered>().Which.Member.Should().Be(Member);
        List<SequencedEvent> heard = [];
        while (heard.Count < 2)
            heard.AddRange(await Connection.NextAsync());
        heard.Cast<SequencedEvent.Message>().Select(message => (message.Counter, message.Sender, message.Payloads[0].Length)).Should().Equal((2, Member, 1), (3, Member, 2));
    }

    [Fact]
    public async Task What_is_written_is_acknowledged_and_may_then_be_forgotten()
    {
        await using var bench = await SequencerBench.StartAsync(SequencingRules.Default with { DeduplicationWindow = TimeSpan.FromMicroseconds(1) });
        await using var lines = Lines();
        await lines.Open(At(bench), SynchronizerExpectation.Any).ConnectAsync(default);
        await LaggardsBecomeAsync(bench, Member);

        Connection.Written = 1;

        await LaggardsBecomeAsync(bench);
    }

    [Fact]
    public async Task Replicas_that_do_not_serve_are_passed_over()
    {
        using var silent = new SilentHost("127.0.0.1", PostgresServer.FreePort() is var port ? port : 0);
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines(Synchronizer.Client with { ConnectTimeout = 300.Milliseconds() });

        var up = await lines.Open(Synchronizer.At("da", PostgresServer.FreePort(), port, bench.Serving.Port), SynchronizerExpectation.Any).ConnectAsync(default);

        up.Endpoint.Port.Should().Be(bench.Serving.Port);
    }

    [Fact]
    public async Task The_line_goes_on_with_another_replica_when_the_one_that_served_is_gone()
    {
        await using var second = await SequencerBench.StartAsync();
        await using var lines = Lines();
        ISynchronizerLine line;
        LineUp up;
        await using (var first = await SequencerBench.StartAsync())
        {
            line = lines.Open(Synchronizer.At("da", first.Serving.Port, second.Serving.Port), SynchronizerExpectation.Any);
            up = await line.ConnectAsync(default);
            up.Endpoint.Port.Should().Be(first.Serving.Port);
        }

        await up.Awaiting(line => line.Ended).Should().ThrowAsync<SequencerLinkException>();
        (await line.ConnectAsync(default)).Endpoint.Port.Should().Be(second.Serving.Port);
        _connections.Select(connection => connection.IsEnded).Should().Equal(true, false);
    }

    [Fact]
    public async Task Silence_is_noticed_although_the_connection_is_open()
    {
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines(Synchronizer.Client with { SilenceTimeout = 500.Milliseconds() });
        var up = await lines.Open(At(bench), SynchronizerExpectation.Any).ConnectAsync(default);

        (await up.Awaiting(line => line.Ended.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>())
            .Which.Message.Should().EndWith("has said nothing for 0.5 s.");
    }

    [Fact]
    public async Task A_later_term_ends_the_line_and_does_not_let_it_back()
    {
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines();
        var line = lines.Open(At(bench), SynchronizerExpectation.Any);
        var up = await line.ConnectAsync(default);
        using var later = bench.Client.Subscribe(new SubscribeRequest { Member = Member, Term = 4, FromCounter = 1 });
        (await later.ResponseStream.MoveNext(default)).Should().BeTrue();

        await up.Awaiting(ended => ended.Ended.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>();
        await line.Awaiting(again => again.ConnectAsync(default)).Should().ThrowAsync<StaleTermException>();
    }

    [Fact]
    public async Task Whoever_sends_in_a_term_that_is_over_learns_that_another_replica_leads()
    {
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines();
        var up = await lines.Open(At(bench), SynchronizerExpectation.Any).ConnectAsync(default);
        var sending = Connection.Link;
        using var later = bench.Client.Subscribe(new SubscribeRequest { Member = Member, Term = 4, FromCounter = 1 });
        (await later.ResponseStream.MoveNext(default)).Should().BeTrue();

        await sending.Awaiting(link => link.SendAsync([Outgoing(1)], default)).Should().ThrowAsync<SequencerLinkException>();

        await up.Awaiting(ended => ended.Ended.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<Exception>();
    }

    [Fact]
    public async Task A_message_that_is_refused_does_not_hold_up_the_others()
    {
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines();
        await lines.Open(At(bench), SynchronizerExpectation.Any).ConnectAsync(default);
        await Connection.NextAsync();
        var late = Outgoing(1);
        late.LatestSequencingTime = 1;

        await Connection.Link.SendAsync([late, Outgoing(2), Outgoing(3, bytes: 2_000_000)], default);

        (await Connection.NextAsync()).Should().ContainSingle().Which.Counter.Should().Be(2);
    }

    [Fact]
    public async Task A_synchronizer_with_too_much_to_do_is_asked_again_over_the_same_contact()
    {
        HaltingStore store = null!;
        await using var bench = await SequencerBench.StartAsync(SequencingRules.Default with { WaitingMax = 1 }, inner => store = new HaltingStore(inner));
        await using var lines = Lines();
        var up = await lines.Open(At(bench), SynchronizerExpectation.Any).ConnectAsync(default);
        await bench.RegisterAsync("other");
        store.Halt();
        var before = bench.SubmitAsync("other", 1);
        await OverloadedAsync(bench);

        Connection.Written = 1;
        var sending = Connection.Link.SendAsync([Outgoing(2)], default);
        await OverloadedAsync(bench);
        await Eventually.PassesAsync(2 * Synchronizer.Client.AcknowledgementInterval);
        store.Go();

        await sending.WaitAsync(Bounds.Takeover);
        up.Ended.IsCompleted.Should().BeFalse();
        // One of those that ask has the only place in the waiting room, which need not be the first.
        await ((Task)before).WaitAsync(Bounds.Takeover).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task Another_synchronizer_than_expected_is_left_alone()
    {
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines();

        await Refuses(lines, bench, SynchronizerExpectation.Any with { Id = "other" }, "is the synchronizer sync, and not other.");
        await Refuses(lines, bench, new SynchronizerExpectation(null, ImmutableDictionary<string, string>.Empty.Add("sync", "a")), "is the synchronizer sync, which is registered as a already.");
        _connections.Should().BeEmpty();
    }

    [Fact]
    public async Task The_line_is_lost_when_the_ledger_takes_no_more()
    {
        await using var bench = await SequencerBench.StartAsync();
        await using var lines = Lines();
        var up = await lines.Open(At(bench), SynchronizerExpectation.Any).ConnectAsync(default);

        Connection.Break("an event is missing");

        (await up.Awaiting(line => line.Ended.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<SequencerLinkException>()).Which.Message.Should().Be("an event is missing");
    }

    private static async Task Refuses(SynchronizerLines lines, SequencerBench bench, SynchronizerExpectation expected, string why)
    {
        var connect = () => lines.Open(At(bench), expected).ConnectAsync(default);
        (await connect.Should().ThrowAsync<SequencerLinkException>()).Which.Message.Should().EndWith(why);
    }

    private static Task OverloadedAsync(SequencerBench bench) => Eventually.BecomesTrueAsync(
        "too much waits",
        async () =>
        {
            try
            {
                await bench.SubmitAsync("other", 3).WaitAsync(100.Milliseconds());
                return false;
            }
            catch (Exception e) when (e is RpcException or TimeoutException)
            {
                return e is RpcException { StatusCode: StatusCode.ResourceExhausted };
            }
        },
        Bounds.Takeover);

    private static Task LaggardsBecomeAsync(SequencerBench bench, params string[] members) => Eventually.BecomesTrueAsync(
        $"{members.Length} members have something to acknowledge",
        () =>
        {
            bench.Serving.Tick();
            bench.Serving.Prune();
            return Task.FromResult(bench.Serving.Laggards.SequenceEqual(members));
        },
        Bounds.Takeover);

    private static SynchronizerConnectionSettings At(SequencerBench bench) => Synchronizer.At("da", bench.Serving.Port);

    private static Outgoing Outgoing(int number, int? bytes = null) => new()
    {
        MessageId = Submissions.Id(number),
        LatestSequencingTime = Submissions.MicrosecondsNow() + 60_000_000,
        Envelopes = { new Envelope { ToAll = true, Payload = ByteString.CopyFrom(new byte[bytes ?? number]) } },
    };

    private SynchronizerLines Lines() => Lines(Synchronizer.Client);

    private SynchronizerLines Lines(SequencerClientSettings client)
    {
        var ledger = new FakeLedger(0)
        {
            Connecting = link =>
            {
                _connections.Add(new FakeLedgerConnection(link));
                return Connection;
            },
        };
        return new SynchronizerLines(new Membership(Member, 3), client, ledger, NoLogger.Instance, TimeProvider.System);
    }
}
