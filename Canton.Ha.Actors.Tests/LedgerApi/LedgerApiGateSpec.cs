using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class LedgerApiGateSpec : TestKit
{
    private static readonly SessionId Session = new(1, 1);

    private readonly LedgerAccess _ledger = new();
    private readonly TestProbe _parent;

    public LedgerApiGateSpec()
        : base(ConfigurationFactory.ParseString("akka.loggers = [], akka.loglevel = OFF, akka.stdout-loglevel = OFF")) => _parent = CreateTestProbe();

    [Fact]
    public async Task Listens_from_when_it_is_open_until_it_closes_and_again_in_the_next_term()
    {
        var port = await FreePortAsync();
        var gate = Gate(port);
        _ledger.Open(new FakeLedger(keptMax: 1));
        (await SequencerPort.TryConnectAsync(port)).Should().BeFalse();

        for (var term = 3; term < 5; term++)
        {
            gate.Tell(new StageProtocol.Open(new FakeTerm(term, Session, TimeProvider.System).Term));
            (await _parent.ExpectMsgAsync<StageProtocol.Opened>(Bounds.Takeover)).Term.Should().Be(term);
            (await SequencerPort.TryConnectAsync(port)).Should().BeTrue();

            gate.Tell(new StageProtocol.Close(term, TimeSpan.Zero));
            (await _parent.ExpectMsgAsync<StageProtocol.Closed>(Bounds.Takeover)).Term.Should().Be(term);
            (await SequencerPort.TryConnectAsync(port)).Should().BeFalse();
        }
    }

    [Fact]
    public async Task Says_in_one_sentence_why_it_cannot_listen()
    {
        _ledger.Open(new FakeLedger(keptMax: 1));
        await using var other = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1));

        Gate(other.Port).Tell(new StageProtocol.Open(new FakeTerm(3, Session, TimeProvider.System).Term));

        (await _parent.ExpectMsgAsync<StageProtocol.Failed>(Bounds.Takeover)).Should().Be(new StageProtocol.Failed(
            3, $"canton.participants.participant1.ledger-api.port: port {other.Port} of 127.0.0.1 is already in use; choose another one, or 0 to let the system choose."));
    }

    [Fact]
    public async Task Does_not_open_before_the_ledger()
    {
        Gate(0).Tell(new StageProtocol.Open(new FakeTerm(3, Session, TimeProvider.System).Term));

        (await _parent.ExpectMsgAsync<StageProtocol.Failed>(Bounds.Takeover)).Why.Should().Be("This replica is not active and cannot write.");
    }

    [Fact]
    public async Task A_port_that_the_system_chose_is_kept_while_nobody_listens_there()
    {
        using var reserved = ReservedPort.Of(new HttpEndpoint("127.0.0.1", 0), "key");
        var gate = Gate(reserved.Endpoint.Port);
        _ledger.Open(new FakeLedger(keptMax: 1));
        (await SequencerPort.TryConnectAsync(reserved.Endpoint.Port)).Should().BeFalse();

        gate.Tell(new StageProtocol.Open(new FakeTerm(3, Session, TimeProvider.System).Term));

        await _parent.ExpectMsgAsync<StageProtocol.Opened>(Bounds.Takeover);
        (await SequencerPort.TryConnectAsync(reserved.Endpoint.Port)).Should().BeTrue();
        gate.Tell(new StageProtocol.Close(3, TimeSpan.Zero));
        await _parent.ExpectMsgAsync<StageProtocol.Closed>(Bounds.Takeover);
        (await SequencerPort.TryConnectAsync(reserved.Endpoint.Port)).Should().BeFalse();
    }

    [Fact]
    public async Task A_rehearsal_needs_neither_the_port_nor_the_ledger()
    {
        await using var other = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1));

        await Apis(other.Port).RehearseAsync(CancellationToken.None).WaitAsync(Bounds.Start);
    }

    private IActorRef Gate(int port) => _parent.ChildActorOf(LedgerApiGate.Props(Apis(port)));

    private LedgerApis Apis(int port)
    {
        var api = LedgerApiBench.Default.LedgerApi with { Endpoint = new HttpEndpoint("127.0.0.1", port) };
        return new LedgerApis(
            new LedgerApiParts(LedgerApiBench.Default with { LedgerApi = api }, _ledger, LedgerApiBench.ManagementOver(_ledger, new WriteAccess()), LedgerApiBench.Templates, TimeProvider.System));
    }

    /// <summary>One that was free a moment ago.</summary>
    private static async Task<int> FreePortAsync()
    {
        await using var bench = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1));
        return bench.Port;
    }
}
