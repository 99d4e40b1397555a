using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.LedgerApi.Paging;
using Canton.Ha.Actors.LedgerApi.Streaming;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Updates: as a stream, one by one, and page by page. A stream that ends goes on at any replica, after the last offset it had.</summary>
internal sealed class UpdateApi(ILedger ledger, TemplateCatalogue templates, NodeUid participant, TimeProvider time) : UpdateService.UpdateServiceBase
{
    public override async Task GetUpdates(GetUpdatesRequest request, IServerStreamWriter<GetUpdatesResponse> responseStream, ServerCallContext context)
    {
        var (range, selection) = RangeRules.Updates(request, await LedgerBounds.OfAsync(ledger, context.CancellationToken), templates);
        var reader = new UpdateReader(selection);
        var view = new UpdateView<GetUpdatesResponse>(reader.ReadStreamed, checkpoint => new GetUpdatesResponse { OffsetCheckpoint = Checkpoints.Of(checkpoint) });
        var writer = new MessageWriter<GetUpdatesResponse>(responseStream, ledger.Head.Closing);
        await new UpdateDelivery<GetUpdatesResponse>(ledger, view, writer, time).RunAsync(new FeedQuery(range, selection.PartyHashes), CallLife.Of(context));
    }

    public override async Task<GetUpdateResponse> GetUpdateByOffset(GetUpdateByOffsetRequest request, ServerCallContext context)
    {
        var (offset, selection) = RangeRules.UpdateByOffset(request, templates);
        var update = await ledger.Reads.FindUpdateAsync(offset, context.CancellationToken);
        return (update is null ? null : new UpdateReader(selection).Read(update)) ?? throw ReadErrors.UpdateNotFound("OFFSET", $"{offset}");
    }

    public override async Task<GetUpdateResponse> GetUpdateById(GetUpdateByIdRequest request, ServerCallContext context)
    {
        var (id, recordTime, selection) = RangeRules.UpdateById(request, templates);
        var updates = await ledger.Reads.FindUpdatesAsync(recordTime, context.CancellationToken);
        var update = updates.FirstOrDefault(candidate => candidate.UpdateId.Equals(id, StringComparison.OrdinalIgnoreCase));
        return (update is null ? null : new UpdateReader(selection).Read(update)) ?? throw ReadErrors.UpdateNotFound("UPDATE_ID", id);
    }

    public override async Task<GetUpdatesPageResponse> GetUpdatesPage(GetUpdatesPageRequest request, ServerCallContext context)
    {
        var bounds = await LedgerBounds.OfAsync(ledger, context.CancellationToken);
        return await new UpdatesPage(ledger, request, participant.ToString(), time).ReadAsync(bounds, templates, context.CancellationToken);
    }
}
