using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Takes commands and answers with their outcome.</summary>
internal sealed class CommandApi(SubmissionReader reader, WaitingCommands waiting, TemplateCatalogue templates) : CommandService.CommandServiceBase
{
    public override async Task<SubmitAndWaitResponse> SubmitAndWait(SubmitAndWaitRequest request, ServerCallContext context)
    {
        var update = await SubmitAsync(reader.Read(request.Commands, context), context);
        return new SubmitAndWaitResponse { UpdateId = update.UpdateId, CompletionOffset = update.Offset };
    }

    public override async Task<SubmitAndWaitForTransactionResponse> SubmitAndWaitForTransaction(SubmitAndWaitForTransactionRequest request, ServerCallContext context)
    {
        var submission = reader.Read(request.Commands, context);
        var selection = Select(request.TransactionFormat, submission);
        var update = await SubmitAsync(submission, context);
        var transaction = new TransactionReader(selection).ReadHeader(update)
            ?? throw new InvalidOperationException($"The update at offset {update.Offset} accepts a submission and is no transaction.");
        return new SubmitAndWaitForTransactionResponse { Transaction = transaction };
    }

    private async Task<UpdateRow> SubmitAsync(Submission submission, ServerCallContext context)
    {
        reader.RequireTime(context);
        return await waiting.SubmitAsync(submission, context);
    }

    /// <summary>What the submitters see, with labels, unless the client asks for something else.</summary>
    private TransactionSelection Select(TransactionFormat? format, Submission submission)
    {
        if (format is null)
            return new TransactionSelection(EventSelection.Everything(submission.ActAs.Union(submission.ReadAs)), TransactionShape.AcsDelta);

        var selection = FormatRules.Read(format);
        FormatRules.CheckNames(selection.Events, templates);
        return selection;
    }
}
