using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

/// <summary>What a stage does before its first term; told of the ledger's.</summary>
public sealed class RehearsalsSpec : NodeKit
{
    private readonly FakeLedgers _ledgers = new(new FakeOpenLedger());
    private readonly FakeTerm _held;

    public RehearsalsSpec() => _held = new FakeTerm(7, new SessionId(1, 1), Time);

    [Fact]
    public void Rehearses_with_growing_pauses_until_it_has_succeeded_once()
    {
        Start();
        _ledgers.Rehearsing.Fail(new IOException("the server starts up"));
        Advance(2.5.Seconds());
        _ledgers.Rehearsing.Asked.Should().Be(2);
        _ledgers.Rehearsing.Answer();
        Advance(20.Seconds());

        _ledgers.Rehearsing.Asked.Should().Be(3);
        HeardNothing();
    }

    [Fact]
    public async Task A_rehearsal_under_way_ends_when_a_term_comes_which_does_not_wait_for_it()
    {
        Start();
        _ledgers.Rehearsing.Hang();
        Advance(1.5.Seconds());
        Tell(new StageProtocol.Open(_held.Term));

        Heard<StageProtocol.Opened>().Term.Should().Be(7);
        await ShouldBeOverAsync();
    }

    [Fact]
    public void Rehearses_no_more_after_the_first_term()
    {
        Start();
        Tell(new StageProtocol.Open(_held.Term));
        Heard<StageProtocol.Opened>();
        Tell(new StageProtocol.Close(7, TimeSpan.Zero));
        Heard<StageProtocol.Closed>();
        Advance(20.Seconds());

        _ledgers.Rehearsing.Asked.Should().Be(0);
    }

    [Fact]
    public void A_rehearsal_that_fails_after_a_term_has_come_is_not_repeated()
    {
        Start();
        _ledgers.Rehearsing.Hang();
        Advance(1.5.Seconds());
        Tell(new StageProtocol.Open(_held.Term));
        Heard<StageProtocol.Opened>();
        Tell(new StageProtocol.Close(7, TimeSpan.Zero));
        Heard<StageProtocol.Closed>();
        _ledgers.Rehearsing.Answer();
        Advance(20.Seconds());

        _ledgers.Rehearsing.Asked.Should().Be(1);
    }

    [Fact]
    public async Task A_rehearsal_under_way_ends_with_the_stage()
    {
        Start();
        _ledgers.Rehearsing.Hang();
        Advance(1.5.Seconds());
        Stop();

        await ShouldBeOverAsync();
    }

    private void Start() => Start(LedgerState.Props(_ledgers, new LedgerAccess()));

    private Task ShouldBeOverAsync() =>
        Eventually.BecomesTrueAsync("the rehearsal ends", () => Task.FromResult(_ledgers.RehearsalOver.IsCancellationRequested), Bounds.Takeover);
}
