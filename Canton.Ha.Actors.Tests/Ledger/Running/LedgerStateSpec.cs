using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class LedgerStateSpec : NodeKit
{
    private readonly FakeOpenLedger _ledger = new();
    private readonly LedgerAccess _access = new();
    private readonly FakeTerm _held;

    public LedgerStateSpec() => _held = new FakeTerm(7, new SessionId(1, 1), Time);

    [Fact]
    public void Later_stages_find_the_ledger_as_long_as_it_is_open()
    {
        Open();
        _access.Current.Should().BeSameAs(_ledger);

        Tell(new StageProtocol.Close(7, TimeSpan.Zero));

        Heard<StageProtocol.Closed>().Term.Should().Be(7);
        _access.Invoking(access => access.Current).Should().Throw<NotActiveException>();
        _ledger.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Nobody_finds_the_ledger_of_a_stage_that_was_stopped()
    {
        Open();
        Stop();

        _access.Invoking(access => access.Current).Should().Throw<NotActiveException>();
        _ledger.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Fails_when_the_ledger_has_ended()
    {
        Open();
        _ledger.Fail("a write failed");

        Heard<StageProtocol.Failed>().Should().Be(new StageProtocol.Failed(7, "The ledger has ended: a write failed"));
    }

    [Fact]
    public void Takes_a_checkpoint_every_fifteen_seconds()
    {
        Open();
        Advance(46.Seconds());

        _ledger.Checkpoints.Should().BeInRange(2, 3);
    }

    private void Open()
    {
        Start(LedgerState.Props(new FakeLedgers(_ledger), _access));
        Tell(new StageProtocol.Open(_held.Term));
        Heard<StageProtocol.Opened>();
    }
}
