using System.Collections.Concurrent;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class LedgersSpec
{
    private readonly MemoryLedger _store = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    [Fact]
    public async Task A_rehearsal_changes_nothing_that_is_stored()
    {
        var before = await _store.LoadAsync(default);

        await Ledgers().RehearseAsync(default).WaitAsync(Bounds.Start);

        (await _store.LoadAsync(default)).Should().BeEquivalentTo(before);
        (await _store.ReadBoundsAsync(default)).End.Offset.Should().Be(0);
        _warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_rehearsal_submits_to_a_ledger_of_its_own()
    {
        var participant = LedgerApiBench.Default;
        await using var rehearsal = await RehearsalLedger.OpenAsync(participant.Uid.ToString(), participant.Ledger, default);
        await using var link = await rehearsal.ConnectAsync(default);

        await rehearsal.SubmitAsync(default).WaitAsync(Bounds.Start);

        rehearsal.Access.Current.Head.End.Should().Be(3, "a party, a contract and its end have one offset each");
    }

    private Ledgers Ledgers() => new((_, _) => new LedgerParts(
        LedgerApiBench.Default.Uid.ToString(), "participant1", LedgerApiBench.Default.Ledger, LedgerApiBench.Templates, _store, _store, TimeProvider.System, _warnings.Enqueue));
}
