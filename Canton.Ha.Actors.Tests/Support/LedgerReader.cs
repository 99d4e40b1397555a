using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Core;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a client of a logical participant reads, for all parties that it hosts.</summary>
internal sealed class LedgerReader(LedgerClient client, LedgerParties parties)
{
    public LedgerTail<GetUpdatesResponse, Transaction> Updates() => new(
        client,
        (channel, begin, stop) => Updates(channel, new GetUpdatesRequest { BeginExclusive = begin, UpdateFormat = UpdateFormat() }, stop),
        response => (response.Transaction?.Offset ?? response.OffsetCheckpoint.Offset, response.Transaction));

    public LedgerTail<CompletionStreamResponse, Completion> Completions() => new(
        client,
        (channel, begin, stop) => new CommandCompletionService.CommandCompletionServiceClient(channel).CompletionStream(
            new CompletionStreamRequest { UserId = IouCommands.User, Parties = { parties.Own }, BeginExclusive = begin }, cancellationToken: stop),
        response => (response.Completion?.Offset ?? response.OffsetCheckpoint.Offset, response.Completion));

    /// <summary>Hosts a new party.</summary>
    public static Task<string> AllocateAsync(LedgerClient client, string hint) => client.CallAsync(
        async channel => (await new PartyManagementService.PartyManagementServiceClient(channel).AllocatePartyAsync(
            new AllocatePartyRequest { PartyIdHint = hint }, deadline: LedgerClient.Deadline)).PartyDetails.Party,
        CancellationToken.None);

    /// <summary>Waits until a participant has heard of parties.</summary>
    public static Task KnowsAsync(LedgerClient client, IReadOnlyList<string> parties) => Eventually.BecomesTrueAsync(
        $"{string.Join(", ", parties)} are known",
        async () =>
        {
            var known = await client.CallAsync(
                async channel => await new PartyManagementService.PartyManagementServiceClient(channel).ListKnownPartiesAsync(new ListKnownPartiesRequest(), deadline: LedgerClient.Deadline),
                CancellationToken.None);
            return parties.All(party => known.PartyDetails.Any(details => details.Party == party));
        },
        Bounds.Back);

    public Task<long> ReadEndAsync() => client.CallAsync(
        async channel => (await new StateService.StateServiceClient(channel).GetLedgerEndAsync(new GetLedgerEndRequest(), deadline: LedgerClient.Deadline)).Offset,
        CancellationToken.None);

    /// <summary>Every transaction from the beginning to an offset.</summary>
    public Task<List<Transaction>> ReadTransactionsAsync(long end) => client.CallAsync(
        async channel =>
        {
            using var call = Updates(channel, new GetUpdatesRequest { EndInclusive = end, UpdateFormat = UpdateFormat() }, CancellationToken.None);
            return (await ListAsync(call.ResponseStream)).ConvertAll(response => response.Transaction);
        },
        CancellationToken.None);

    /// <summary>The contracts that are active at an offset, by their ids.</summary>
    public Task<Dictionary<string, CreatedEvent>> ReadActiveAsync(long at) => client.CallAsync(
        async channel =>
        {
            using var call = new StateService.StateServiceClient(channel).GetActiveContracts(
                new GetActiveContractsRequest { ActiveAtOffset = at, EventFormat = EventFormat() }, deadline: LedgerClient.Deadline);
            return (await ListAsync(call.ResponseStream)).ToDictionary(response => response.ActiveContract.CreatedEvent.ContractId, response => response.ActiveContract.CreatedEvent);
        },
        CancellationToken.None);

    private static AsyncServerStreamingCall<GetUpdatesResponse> Updates(ChannelBase channel, GetUpdatesRequest request, CancellationToken stop) =>
        new UpdateService.UpdateServiceClient(channel).GetUpdates(request, cancellationToken: stop);

    private static async Task<List<T>> ListAsync<T>(IAsyncStreamReader<T> stream)
    {
        var all = new List<T>();
        while (await stream.MoveNext(CancellationToken.None))
            all.Add(stream.Current);
        return all;
    }

    private UpdateFormat UpdateFormat() => new()
    {
        IncludeTransactions = new TransactionFormat { TransactionShape = TransactionShape.AcsDelta, EventFormat = EventFormat() },
    };

    private EventFormat EventFormat()
    {
        var format = new EventFormat { Verbose = true };
        foreach (var party in parties.Own)
            format.FiltersByParty[party] = new Filters();
        return format;
    }
}
