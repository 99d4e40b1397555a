using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;
using static Canton.Ha.Actors.Tests.Support.LedgerRowsOf;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

/// <summary>What a ledger does beside submissions when its store does not answer.</summary>
public sealed class StorePatienceSpec : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly MemoryLedger _store = new();
    private readonly FlakyReads _reads;
    private readonly List<string> _warnings = [];
    private readonly LedgerParts _parts;
    private readonly CancellationTokenSource _closing = new();

    public StorePatienceSpec()
    {
        _reads = new FlakyReads(_store);
        _parts = new LedgerParts("bank", "replica1", LedgerBench.Settings, LedgerApiBench.Templates, _reads, _store, _time, _warnings.Add);
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    [Fact]
    public async Task Consumptions_are_asked_for_again()
    {
        var contract = Contract(1).Id;
        await _store.WriteAsync([Batch(1) with { Consumed = [new(contract, 5)] }], default);
        _reads.Failing = 3;

        var finding = new ConsumptionLookups(_parts).FindAsync(Wire.Synchronizer, [contract], default);
        await PassUntilAsync("they are found", 100.Milliseconds(), () => finding.IsCompleted);

        (await finding).Should().Equal(new Canton.Ha.Actors.Ledger.Certification.Consumption(contract, 5));
        _warnings.Should().Equal($"The consumptions of {Wire.Synchronizer} cannot be looked up, and are asked for again: no answer");
    }

    [Fact]
    public async Task Consumptions_are_not_asked_for_for_ever()
    {
        _reads.Failing = int.MaxValue;

        var finding = new ConsumptionLookups(_parts).FindAsync(Wire.Synchronizer, [Contract(1).Id], default);
        await PassUntilAsync("that has failed", 1.Seconds(), () => finding.IsCompleted);

        await finding.Invoking(failed => failed).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task Consumptions_that_the_store_does_not_tell_are_waited_for_as_long_as_those_that_it_fails_to()
    {
        _reads.IsSilent = true;

        var finding = new ConsumptionLookups(_parts).FindAsync(Wire.Synchronizer, [Contract(1).Id], default);
        _time.Advance(ConsumptionLookups.Patience - 1.Milliseconds());
        finding.IsCompleted.Should().BeFalse();
        _time.Advance(1.Milliseconds());

        await finding.WaitAsync(Bounds.Takeover).Invoking(failed => failed).Should()
            .ThrowAsync<TimeoutException>().WithMessage($"The consumptions of {Wire.Synchronizer} could not be looked up within 10 s.");
    }

    [Fact]
    public async Task An_operator_is_told_once_of_each_contract_that_was_not_active_here()
    {
        var (before, after) = (Contract(1).Id, Contract(2).Id);
        await _store.WriteAsync([Batch(3) with { Archived = [new Archival(before, 3)] }], default);
        _reads.Failing = 1;
        var watching = new DifferenceWatch(_parts).RunAsync(_closing.Token);
        await PassUntilAsync("earlier ones are told", DifferenceWatch.Every, () => _warnings.Count == 1);

        await _store.WriteAsync([Batch(5) with { Archived = [new Archival(after, 5)] }], default);
        await PassUntilAsync("the new one is told", DifferenceWatch.Every, () => _warnings.Count == 2);
        var asked = _reads.Asked;
        await PassUntilAsync("the store was asked again", DifferenceWatch.Every, () => _reads.Asked > asked + 1);

        _warnings.Should().Equal(
            "Contracts have ended on their synchronizer that were not active here: 1 so far, the last one at offset 3; see the table ledger_difference.",
            $"The contract {after} has ended on its synchronizer at offset 5, and was not active here: this participant and another one disagree.");
        await _closing.CancelAsync();
        await watching.WaitAsync(Bounds.Takeover);
    }

    private Task PassUntilAsync(string what, TimeSpan step, Func<bool> isSo) => Eventually.BecomesTrueAsync(
        what,
        () =>
        {
            _time.Advance(step);
            return Task.FromResult(isSo());
        },
        Bounds.Takeover);
}
