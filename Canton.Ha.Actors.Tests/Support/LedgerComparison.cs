using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Transactions;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Asks two stores the same, everything that can be asked, and compares what they answer.</summary>
/// <param name="reference">Is right.</param>
/// <param name="store">Must answer alike.</param>
internal sealed class LedgerComparison(ILedgerReads reference, ILedgerReads store)
{
    private const int PageSize = 7;

    private readonly List<ChangeId> _changes = [];
    private readonly List<ContractId> _contracts = [];

    public async Task RunAsync()
    {
        await CompareLoadedAsync();
        var updates = await AlikeAsync(reads => reads.ReadUpdatesAsync(new UpdatesQuery(0, long.MaxValue, IsDescending: false, int.MaxValue, null), default));
        _changes.AddRange(updates.Select(update => update.AcceptedChange).OfType<ChangeId>());
        _contracts.AddRange(updates.SelectMany(update => update.Transaction?.Nodes ?? []).Select(node => ContractId.From(node.ContractId.Span)));
        foreach (var update in updates)
            await ComparePlaceAsync(update);
        await CompareNamedAsync();
    }

    private async Task CompareLoadedAsync()
    {
        var (expected, found) = (await reference.LoadAsync(default), await store.LoadAsync(default));
        found.End.Should().Be(expected.End);
        found.Positions.Should().BeEquivalentTo(expected.Positions);
        found.InFlight.ToHashSet().Should().BeEquivalentTo(expected.InFlight.ToHashSet());
        foreach (var synchronizer in expected.Hosting.Keys.Union(found.Hosting.Keys))
            foreach (var member in Enumerable.Range(0, 5).Select(number => $"participant{number}"))
                found.Hosting[synchronizer].HostedBy(member).Should().BeEquivalentTo(expected.Hosting[synchronizer].HostedBy(member));
        await AlikeAsync(reads => reads.ReadBoundsAsync(default));
    }

    private async Task ComparePlaceAsync(UpdateRow update)
    {
        await AlikeAsync(reads => reads.FindUpdateAsync(update.Offset, default));
        await AlikeAsync(reads => reads.FindUpdatesAsync(update.RecordTime, default));
        await AlikeAsync(reads => reads.ReadUpdatesAsync(new UpdatesQuery(update.Offset, update.Offset + PageSize, IsDescending: false, PageSize, null), default));
        await AlikeAsync(reads => reads.ReadUpdatesAsync(new UpdatesQuery(update.Offset, update.Offset - PageSize, IsDescending: true, PageSize, null), default));
        await AlikeAsync(reads => reads.ReadContractsAsync(new ContractsQuery(update.Offset, 0, -1, int.MaxValue, null), default));
        await AlikeAsync(reads => reads.ReadContractsAsync(new ContractsQuery(update.Offset, update.Offset / 2, 0, PageSize, null), default));
        await AlikeAsync(reads => reads.FindOffsetBeforeAsync(update.PublishedAt, default));
    }

    private async Task CompareNamedAsync()
    {
        var asked = _contracts.Distinct().ToList();
        foreach (var id in asked)
            await AlikeAsync(reads => reads.FindContractAsync(id, default));
        (await store.FindActiveAsync(asked, default)).Should().BeEquivalentTo(await reference.FindActiveAsync(asked, default));
        (await store.FindAcceptancesAsync(_changes, default)).Should().BeEquivalentTo(await reference.FindAcceptancesAsync(_changes, default));
        (await ConsumptionsAsync(store, asked)).Should().BeEquivalentTo(await ConsumptionsAsync(reference, asked));
    }

    /// <summary>Only those that are needed: the others may be stored a while longer.</summary>
    private static async Task<HashSet<Consumption>> ConsumptionsAsync(ILedgerReads reads, List<ContractId> asked)
    {
        var time = (await reads.LoadAsync(default)).Positions.Select(position => position.State.Time).DefaultIfEmpty(0).Max();
        return [.. (await reads.FindConsumptionsAsync(Wire.Synchronizer, asked, default)).Where(consumption => consumption.At > time - CertificationRules.Default.Window)];
    }

    private async Task<T> AlikeAsync<T>(Func<ILedgerReads, Task<T>> ask)
    {
        var (expected, found) = (await ask(reference), await ask(store));
        if (expected is System.Collections.IEnumerable rows)
            ((System.Collections.IEnumerable)found!).Cast<object>().Should().Equal(rows.Cast<object>());
        else
            found.Should().Be(expected);
        return expected;
    }
}
