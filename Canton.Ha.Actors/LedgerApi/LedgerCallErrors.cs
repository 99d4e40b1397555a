using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>What exceptions mean to clients of the Ledger API. A request with commands is found again by its submission id if that is one, every other by its trace.</summary>
internal sealed class LedgerCallErrors(ParticipantSettings participant, ApiTerm term, ILoggingAdapter log) : ErrorInterceptor
{
    protected override RequestName NameOf(object request, ServerCallContext context)
    {
        var submission = CommandsOf(request)?.SubmissionId ?? "";
        return new RequestName(LedgerStrings.IsLedgerString(submission) ? submission : null, CallTrace.IdOf(context), participant.Name);
    }

    protected override CantonError ErrorFor(Exception cause, object request, ServerCallContext context) => cause switch
    {
        CantonErrorException known => known.Error,
        NotActiveException when CommandsOf(request) is { } commands => ClosingErrors.PassiveReplica(commands.UserId, commands.CommandId),
        NotActiveException => ClosingErrors.AbortedDueToShutdown().Error,
        OperationCanceledException or ObjectDisposedException when term.IsClosing => ClosingErrors.AbortedDueToShutdown().Error,
        _ when StorageTrouble.IsCauseOf(cause) => LedgerApiErrors.Storage(participant.Name, cause),
        _ => LedgerApiErrors.Internal(cause),
    };

    protected override void Report(Exception cause, ServerCallContext context, RequestName request)
    {
        var id = request.CorrelationId ?? request.TraceId;
        if (SecurityErrors.IsRefusal(cause))
            log.Warning("{0} was refused, request {1} with trace {2}: {3}.", context.Method, id, request.TraceId, LogText.Of(cause.Message));
        else
            log.Error(cause, "{0} failed, request {1} with trace {2}: {3}", context.Method, id, request.TraceId, LogText.Of(cause.Message));
    }

    /// <summary>What went wrong in here is nobody's business but the operator's, however it is called.</summary>
    protected override bool MayPass(RpcException status) => status.StatusCode is not (StatusCode.Internal or StatusCode.Unknown);

    private static Commands? CommandsOf(object request) => request switch
    {
        SubmitAndWaitRequest { Commands: var commands } => commands,
        SubmitAndWaitForTransactionRequest { Commands: var commands } => commands,
        SubmitRequest { Commands: var commands } => commands,
        _ => null,
    };
}
