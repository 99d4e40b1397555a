using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class EventQueryApiSpec
{
    [Fact]
    public async Task A_contract_has_a_beginning_and_perhaps_an_end()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(2);
        var (kept, ended) = (bench.Participant.Active[0].Id.ToString(), bench.Participant.Active[1].Id.ToString());
        await bench.ArchiveAsync(ended);

        var alive = await FindAsync(bench, kept, "alice");
        var over = await FindAsync(bench, ended, "alice");

        (alive.Created.CreatedEvent.ContractId, alive.Created.CreatedEvent.Offset).Should().Be((kept, 2));
        alive.Archived.Should().BeNull();
        (over.Created.CreatedEvent.Offset, over.Archived.ArchivedEvent.Offset, over.Archived.SynchronizerId).Should().Be((3, 4, Wire.Synchronizer));
    }

    [Fact]
    public async Task Of_a_contract_that_is_unknown_pruned_or_not_to_be_seen_there_is_nothing()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(2);
        var (kept, ended) = (bench.Participant.Active[0].Id.ToString(), bench.Participant.Active[1].Id.ToString());
        await bench.ArchiveAsync(ended);
        await bench.IssueAsync();
        await bench.Ledger.PruneAsync(4, CancellationToken.None);

        foreach (var (id, party) in new[] { (ended, "alice"), (kept, "mallory"), ("00" + new string('a', 64), "alice"), ("01" + new string('b', 24), "alice") })
        {
            var failure = await GrpcFailure.OfAsync(() => FindAsync(bench, id, party));
            (failure.Code, failure.Info.Reason).Should().Be((StatusCode.NotFound, "CONTRACT_EVENTS_NOT_FOUND"));
        }

        (await FindAsync(bench, kept, "alice")).Created.CreatedEvent.Offset.Should().Be(2, "active contracts stay");
    }

    [Theory]
    [InlineData("", "MISSING_FIELD")]
    [InlineData("0xyz", "INVALID_FIELD")]
    public async Task The_id_of_a_contract_must_be_one(string id, string reason)
    {
        await using var bench = await ReadingBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(() => FindAsync(bench, id, "alice"));

        (failure.Code, failure.Info.Reason, failure.Info.Metadata["field_name"]).Should().Be((StatusCode.InvalidArgument, reason, "contract_id"));
    }

    private static async Task<GetEventsByContractIdResponse> FindAsync(ReadingBench bench, string contractId, string party) =>
        await new EventQueryService.EventQueryServiceClient(bench.Api.Channel)
            .GetEventsByContractIdAsync(new GetEventsByContractIdRequest { ContractId = contractId, EventFormat = Wire.Everything(party) });
}
