using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.LedgerApi.Streaming;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Tells how submissions ended.</summary>
internal sealed class CommandCompletionApi(ILedger ledger, TimeProvider time) : CommandCompletionService.CommandCompletionServiceBase
{
    public override async Task CompletionStream(CompletionStreamRequest request, IServerStreamWriter<CompletionStreamResponse> responseStream, ServerCallContext context)
    {
        if (request.UserId.Length == 0)
            throw RequestErrors.MissingUser();

        var bounds = await ledger.Reads.ReadBoundsAsync(context.CancellationToken);
        var (userId, parties, begin) = RangeRules.Completions(request, bounds.Offsets);
        var reader = new CompletionReader(userId, parties);
        var view = new UpdateView<CompletionStreamResponse>(
            update => reader.Read(update) is { } completion ? new CompletionStreamResponse { Completion = completion } : null,
            checkpoint => new CompletionStreamResponse { OffsetCheckpoint = Checkpoints.Of(checkpoint) });
        var writer = new MessageWriter<CompletionStreamResponse>(responseStream, ledger.Head.Closing);
        var query = new FeedQuery(new LedgerRange(begin, null, IsDescending: false), [.. parties.Select(BlockParties.HashOf)]);
        await new UpdateDelivery<CompletionStreamResponse>(ledger, view, writer, time).RunAsync(query, CallLife.Of(context));
    }
}
