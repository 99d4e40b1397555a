using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Management;

public sealed class PartyFailoverSpec
{
    private static readonly NodeUid s_participant = new("participant1");
    private static readonly PartyAllocation s_wanted = new("alice", Annotations.None.Add("team", "blue"), Synchronizer: null, "alice");

    [Fact]
    public async Task An_allocation_that_a_failover_interrupts_is_finished_by_the_next_active_with_all_that_belongs_to_it()
    {
        await using var bench = await LedgerBench.StartAsync();
        await using var term = await WritingTerm.BeginAsync(ManagementPlace.Memory());
        var store = new MemoryManagement(bench.Participant, () => bench.Store, term.Access);
        var users = new Users(store);
        await users.CreateAsync(UserRecord.ParticipantAdmin with { Id = "alice" }, [], default);
        var party = s_participant.Qualify("alice");

        bench.Link.Hold();
        var asked = Allocate(bench, store, users);
        await Eventually.BecomesTrueAsync("it is under way", async () => !(await bench.Store.LoadAsync(default)).InFlight.IsEmpty, Bounds.Takeover);
        await bench.DropAsync();
        (await ErrorOfAsync(asked)).Should().Be("ABORTED_DUE_TO_SHUTDOWN");
        (await store.FindPartiesAsync([party], default)).Should().BeEmpty();

        await bench.OpenAsync();
        await bench.ConnectAsync();
        await Eventually.BecomesTrueAsync("the party is known", async () => !(await store.FindPartiesAsync([party], default)).IsEmpty, Bounds.Takeover);

        (await store.FindPartiesAsync([party], default)).Should().ContainSingle().Which.Annotations.Should().Contain("team", "blue");
        (await users.RightsAsync("alice", default)).Should().Equal(UserRight.ToActAs(party));
        (await ErrorOfAsync(Allocate(bench, store, users))).Should().Be("INVALID_ARGUMENT", "it is there already");
    }

    private static Task<PartyRecord> Allocate(LedgerBench bench, MemoryManagement store, Users users) =>
        new Parties(s_participant, bench.Ledger, store, users, TimeProvider.System).AllocateAsync(s_wanted, default);

    private static async Task<string> ErrorOfAsync(Task asked) =>
        (await FluentActions.Awaiting(() => asked.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<CantonErrorException>()).Which.Error.Code.Id;
}
