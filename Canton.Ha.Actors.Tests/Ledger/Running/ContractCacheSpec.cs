using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Running;
using FluentAssertions;
using Xunit;
using static Canton.Ha.Actors.Tests.Support.LedgerRowsOf;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class ContractCacheSpec
{
    private const int Large = 10_000;

    private readonly ContractCache _cache = new(most: 3, bytesMost: 3 * Large / 2);

    [Fact]
    public void The_newest_contracts_are_known_as_long_as_they_are_active()
    {
        ContractRow[] rows = [.. Range(1, 4).Select(offset => Contract(offset))];
        _cache.Publish(Batch(4) with { Created = [.. rows] });
        _cache.Publish(Batch(5) with { Archived = [new Archival(rows[2].Id, 5)] });

        Known(rows).Should().Equal(rows[1], rows[3]);
    }

    [Fact]
    public void Large_contracts_take_the_place_of_others_and_too_large_ones_none()
    {
        ContractRow[] rows = [Contract(1, party: new string('a', Large)), Contract(2, party: new string('b', Large)), Contract(3, party: new string('c', 2 * Large))];
        foreach (var row in rows)
            _cache.Publish(Batch(row.Offset) with { Created = [row] });

        Known(rows).Should().Equal(rows[1]);
    }

    private IEnumerable<ContractRow> Known(ContractRow[] rows)
    {
        var found = _cache.Find(rows.Select(row => row.Id));
        return rows.Where(row => found.ContainsKey(row.Id));
    }
}
