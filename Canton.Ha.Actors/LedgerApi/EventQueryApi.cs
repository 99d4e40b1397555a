using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The life of single contracts.</summary>
internal sealed class EventQueryApi(ILedger ledger, TemplateCatalogue templates) : EventQueryService.EventQueryServiceBase
{
    public override async Task<GetEventsByContractIdResponse> GetEventsByContractId(GetEventsByContractIdRequest request, ServerCallContext context)
    {
        var text = Fields.ContractId(request.ContractId);
        var reader = new ContractReader(RangeRules.Events(request.EventFormat, templates));
        var life = ContractId.TryParse(text, out var id) ? await FindAsync(ledger.Reads, id, reader, context.CancellationToken) : null;
        return life ?? throw ReadErrors.ContractEventsNotFound(text);
    }

    private static async Task<GetEventsByContractIdResponse?> FindAsync(ILedgerReads reads, ContractId id, ContractReader reader, CancellationToken cancellation)
    {
        if (await reads.FindContractAsync(id, cancellation) is not { } contract)
            return null;

        var end = contract.ArchivedAt is { } archivedAt ? await reads.FindUpdateAsync(archivedAt, cancellation) : null;
        return reader.Life(contract, end);
    }
}
