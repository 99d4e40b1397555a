using Canton.Ha.Actors.Ledger.Running;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Takes commands whose outcome their clients learn from the completion stream. They are stored when the call returns.</summary>
internal sealed class CommandSubmissionApi(ILedger ledger, SubmissionReader reader) : CommandSubmissionService.CommandSubmissionServiceBase
{
    private static readonly SubmitResponse s_done = new();

    public override async Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context)
    {
        var submission = reader.Read(request.Commands, context);
        reader.RequireTime(context);
        await ledger.SubmitAsync(submission, context.CancellationToken);
        return s_done;
    }
}
