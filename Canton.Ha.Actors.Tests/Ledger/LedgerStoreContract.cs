using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;
using static Canton.Ha.Actors.Tests.Support.LedgerRowsOf;

namespace Canton.Ha.Actors.Tests.Ledger;

/// <summary>What every store of the ledger keeps to.</summary>
public abstract class LedgerStoreContract : IAsyncLifetime
{
    private const string Other = "other::1220bb";

    private LedgerStore? _store;

    private protected ILedgerReads Reads => Store.Reads;

    private protected ILedgerWrites Writes => Store.Writes;

    private LedgerStore Store => _store ?? throw new InvalidOperationException("No term has begun.");

    public virtual Task InitializeAsync() => BeginAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task A_new_ledger_is_empty()
    {
        (await Reads.LoadAsync(default)).Should().BeEquivalentTo(StoredLedger.Empty);
        (await Reads.ReadBoundsAsync(default)).Should().Be(new StoredBounds(LedgerEnd.Begin, 0, Micros.Min));
        (await AllAsync()).Should().BeEmpty();
        (await Reads.FindOffsetBeforeAsync(Micros.Max, default)).Should().Be(0);
    }

    [Fact]
    public async Task What_was_registered_is_under_way_in_every_term_until_it_is_done()
    {
        var (first, second, third, hosting) = (Message("c1"), Message("c2"), Message("c3"), Message(null, Other));
        await Writes.RegisterAsync([first, second], default);
        await Writes.WriteAsync([Batch(1) with { Updates = [Update(1)], Outbox = [hosting] }], default);
        await BeginAsync();
        (await UnderWayAsync()).Should().BeEquivalentTo([first, second, hosting]);

        await Writes.WriteAsync([Batch(2) with { Updates = [Update(2)], Done = [first.MessageId, hosting.MessageId] }], default);
        await Writes.RegisterAsync([third], default);
        await BeginAsync();

        (await UnderWayAsync()).Should().BeEquivalentTo([second, third]);
    }

    [Fact]
    public async Task Updates_are_read_as_they_were_written_in_pages_of_either_order()
    {
        UpdateRow[] updates =
        [
            Update(1, outcome: Accepted("c1")), Update(2) with { Transaction = null, Hosting = new() { Parties = { new Canton.Ha.Ledger.V1.PartyHosted { Party = "alice", Added = true } } } },
            Update(3, outcome: Rejected("c2")) with { Transaction = null, Synchronizer = Other }, Update(4), Update(5),
        ];
        await Writes.WriteAsync([Batch(3, Other) with { Updates = [.. updates[..3]] }, Batch(5) with { Updates = [.. updates[3..]] }], default);

        (await AllAsync()).Should().Equal(updates);
        (await Reads.ReadUpdatesAsync(new UpdatesQuery(1, 4, IsDescending: false, 2, null), default)).Should().Equal(updates[1..3]);
        (await Reads.ReadUpdatesAsync(new UpdatesQuery(3, 4, IsDescending: false, 2, null), default)).Should().Equal(updates[3..4]);
        (await Reads.ReadUpdatesAsync(new UpdatesQuery(5, 2, IsDescending: true, 2, null), default)).Should().Equal(updates[3], updates[2]);
        (await Reads.ReadUpdatesAsync(new UpdatesQuery(long.MaxValue, 1, IsDescending: true, 9, null), default)).Should().Equal(updates.Reverse());
        (await Reads.FindUpdateAsync(3, default)).Should().Be(updates[2]);
        (await Reads.FindUpdateAsync(6, default)).Should().BeNull();
        (await Reads.FindUpdatesAsync(updates[4].RecordTime, default)).Should().Equal(updates[4]);
    }

    [Fact]
    public async Task Positions_end_and_hosting_go_on_from_the_last_write()
    {
        var epoch = new CertifierState(60, 40);
        await Writes.WriteAsync([Hosting(1, Hosted("alice"), Hosted("bob")), Hosting(2, Hosted("alice", ParticipantPermission.Observation)) with { Position = null }], default);
        await Writes.WriteAsync(
            [Hosting(3, Hosted("bob", ParticipantPermission.Unspecified), Hosted("carol")), Batch(4, Other) with { Hosted = [Hosted("bob")], Position = new SynchronizerPosition(Other, 4, epoch) { View = 90 } }],
            default);

        await BeginAsync();
        var stored = await Reads.LoadAsync(default);

        stored.End.Should().Be(new LedgerEnd(4, TimeOf(4)));
        stored.Positions.Should().BeEquivalentTo([Batch(3).Position, new SynchronizerPosition(Other, 4, epoch) { View = 90 }]);
        stored.Hosting[Wire.Synchronizer].HostedBy("bank").Should().BeEquivalentTo([Hosted("alice", ParticipantPermission.Observation), Hosted("carol")]);
        stored.Hosting[Other].HostedBy("bank").Should().Equal(Hosted("bob"));
    }

    [Fact]
    public async Task A_contract_is_active_from_its_creation_to_its_end_whenever_it_is_asked_for()
    {
        var (kept, ended, brief) = (Contract(1), Contract(1, node: 1), Contract(3) with { ArchivedAt = 3 });
        await Writes.WriteAsync([Batch(1) with { Created = [kept, ended] }], default);
        (await Reads.FindActiveAsync([kept.Id, ended.Id], default)).Values.Should().NotContainNulls();

        await Writes.WriteAsync([Batch(2) with { Archived = [new Archival(ended.Id, 2)] }, Batch(3) with { Created = [brief] }], default);

        var found = await Reads.FindActiveAsync([kept.Id, ended.Id, brief.Id, Contract(9).Id], default);
        found.Should().HaveCount(4);
        found.Values.OfType<StoredContract>().Should().Equal(new StoredContract(PayloadDecoder.Decode(kept.Contract), Wire.Synchronizer));
        (await Reads.FindContractAsync(ended.Id, default)).Should().Be(ended with { ArchivedAt = 2 });
        (await Reads.FindContractAsync(Contract(9).Id, default)).Should().BeNull();
        (await ActiveAtAsync(0)).Should().BeEmpty();
        (await ActiveAtAsync(1)).Should().Equal(kept, ended with { ArchivedAt = 2 });
        (await ActiveAtAsync(3)).Should().Equal(kept);
    }

    [Fact]
    public async Task Pages_of_contracts_miss_none_although_some_are_archived_in_between()
    {
        ContractRow[] contracts = [.. Range(1, 6).SelectMany(offset => new[] { Contract(offset), Contract(offset, node: 3) })];
        await Writes.WriteAsync([Batch(6) with { Created = [.. contracts] }], default);

        var seen = new List<ContractId>();
        for (var page = await PageAsync(0, -1); page.Length > 0; page = await PageAsync(page[^1].Offset, page[^1].Node))
        {
            seen.AddRange(page.Select(contract => contract.Id));
            var end = 6 + seen.Count;
            await Writes.WriteAsync([Batch(end) with { Archived = [.. contracts.Skip(seen.Count - 1).Take(3).Where(contract => contract.Node == 3).Select(contract => new Archival(contract.Id, end))] }], default);
        }

        seen.Should().Equal(contracts.Select(contract => contract.Id));

        Task<ImmutableArray<ContractRow>> PageAsync(long offset, int node) => Reads.ReadContractsAsync(new ContractsQuery(6, offset, node, 2, null), default);
    }

    [Fact]
    public async Task Contracts_made_and_ended_by_batches_of_one_write_are_stored_as_ended()
    {
        var contract = Contract(1);

        await Writes.WriteAsync([Batch(1) with { Created = [contract] }, Batch(2) with { Archived = [new Archival(contract.Id, 2)] }], default);

        (await Reads.FindContractAsync(contract.Id, default)).Should().Be(contract with { ArchivedAt = 2 });
        (await Reads.FindDifferencesAsync(0, 10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_archival_of_what_is_not_stored_and_active_is_noted()
    {
        var (first, second, unknown) = (Contract(1), Contract(3), Contract(9));
        await Writes.WriteAsync([Batch(1) with { Created = [first] }], default);

        await Writes.WriteAsync([Batch(2) with { Archived = [new Archival(first.Id, 2), new Archival(unknown.Id, 2)] }], default);
        (await Reads.FindDifferencesAsync(0, 10, default)).Should().Equal(new Archival(unknown.Id, 2));
        await Writes.WriteAsync(
            [Batch(3) with { Created = [second] }, Batch(4) with { Archived = [new Archival(first.Id, 4), new Archival(second.Id, 4)] }, Batch(5) with { Archived = [new Archival(second.Id, 5)] }], default);

        (await Reads.FindDifferencesAsync(2, 10, default)).Should().Equal(new Archival(second.Id, 5), new Archival(first.Id, 4));
        (await Reads.FindDifferencesAsync(0, 1, default)).Should().Equal(new Archival(second.Id, 5));
        (await Reads.FindContractAsync(first.Id, default))!.ArchivedAt.Should().Be(2);
        (await Reads.FindContractAsync(second.Id, default))!.ArchivedAt.Should().Be(4);
    }

    [Fact]
    public async Task The_latest_acceptance_of_a_change_counts_and_rejections_do_not()
    {
        UpdateRow[] updates = [Update(1, outcome: Accepted("c1")), Update(2, outcome: Accepted("c1")), Update(3, outcome: Rejected("c1")), Update(4, outcome: Rejected("c2"))];
        await Writes.WriteAsync([Batch(4) with { Updates = [.. updates] }], default);

        var found = await Reads.FindAcceptancesAsync([ChangeOf("c1"), ChangeOf("c2"), ChangeOf("c3")], default);

        found.Keys.Should().Equal(ChangeOf("c1"));
        found.Values.Should().Equal(new Acceptance(2, TimeOf(2), updates[1].Outcome!.Submitter.SubmissionId));
        (await Reads.FindAcceptancesAsync([], default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Consumptions_are_known_by_synchronizer_until_they_are_no_longer_needed()
    {
        var (early, late) = (new Consumption(Contract(1).Id, 10), new Consumption(Contract(2).Id, 20));
        await Writes.WriteAsync([Batch(1) with { Consumed = [early, late] }, Batch(2, Other) with { Consumed = [early with { At = 15 }] }], default);
        (await ConsumedAsync(Wire.Synchronizer)).Should().BeEquivalentTo([early, late]);
        (await ConsumedAsync(Other)).Should().Equal(early with { At = 15 });
        (await ConsumedAsync("unknown::1")).Should().BeEmpty();

        await Writes.WriteAsync([Batch(3) with { ConsumptionsUntil = 10 }], default);

        (await ConsumedAsync(Wire.Synchronizer)).Should().Equal(late);
        (await ConsumedAsync(Other)).Should().Equal(early with { At = 15 });

        Task<ImmutableArray<Consumption>> ConsumedAsync(string synchronizer) => Reads.FindConsumptionsAsync(synchronizer, [early.Contract, late.Contract, Contract(3).Id], default);
    }

    [Fact]
    public async Task The_offset_before_a_time_is_the_last_one_published_before_it()
    {
        await Writes.WriteAsync([Updates(1, 21)], default);
        await Writes.PruneAsync(3, default);

        foreach (var offset in Range(4, 21))
            (await Reads.FindOffsetBeforeAsync(TimeOf(offset) + 1, default)).Should().Be(offset);
        (await Reads.FindOffsetBeforeAsync(TimeOf(9), default)).Should().Be(8);
        (await Reads.FindOffsetBeforeAsync(Micros.Max, default)).Should().Be(21);
        (await Reads.FindOffsetBeforeAsync(TimeOf(4), default)).Should().Be(0);
    }

    [Fact]
    public async Task What_is_pruned_is_gone_and_what_is_active_stays()
    {
        var (active, endedBefore, endedAfter) = (Contract(1), Contract(1, node: 1), Contract(2));
        await Writes.WriteAsync([Updates(1, 9) with { Created = [active, endedBefore, endedAfter] }], default);
        await Writes.WriteAsync([Batch(10) with { Archived = [new Archival(endedBefore.Id, 4)], Updates = [Update(10, outcome: Accepted("c10"))] }, Batch(11) with { Archived = [new Archival(endedAfter.Id, 6)] }], default);

        await Writes.PruneAsync(4, default);

        (await Reads.ReadBoundsAsync(default)).Should().Be(new StoredBounds(new LedgerEnd(11, TimeOf(11)), 4, TimeOf(4)));
        (await AllAsync()).Select(update => update.Offset).Should().Equal(5, 6, 7, 8, 9, 10);
        (await Reads.FindUpdateAsync(4, default)).Should().BeNull();
        (await Reads.FindContractAsync(endedBefore.Id, default)).Should().BeNull();
        (await Reads.FindContractAsync(endedAfter.Id, default)).Should().NotBeNull();
        (await ActiveAtAsync(11)).Should().Equal(active);
        (await ActiveAtAsync(5)).Should().Equal(active, endedAfter with { ArchivedAt = 6 });
        await Writes.PruneAsync(10, default);
        (await Reads.FindAcceptancesAsync([ChangeOf("c10")], default)).Should().BeEmpty();
        (await ActiveAtAsync(11)).Should().Equal(active);
    }

    /// <summary>Begins the next term.</summary>
    private protected async Task BeginAsync()
    {
        _store = await OpenAsync();
        await Reads.LoadAsync(default);
    }

    /// <summary>The same ledger in another term; the one before is over.</summary>
    private protected abstract Task<LedgerStore> OpenAsync();

    private protected Task<ImmutableArray<UpdateRow>> AllAsync() => Reads.ReadUpdatesAsync(new UpdatesQuery(0, long.MaxValue, IsDescending: false, int.MaxValue, null), default);

    private Task<ImmutableArray<ContractRow>> ActiveAtAsync(long offset) => Reads.ReadContractsAsync(new ContractsQuery(offset, 0, -1, int.MaxValue, null), default);

    private protected async Task<ImmutableArray<InFlightMessage>> UnderWayAsync() => (await Reads.LoadAsync(default)).InFlight;
}
