using Akka.Event;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Storage;
using Grpc.Core;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What exceptions mean to members, so that they can decide what to do.</summary>
internal sealed class SequencerCallErrors(SequencerName name, ILoggingAdapter log) : ErrorInterceptor
{
    protected override RequestName NameOf(object request, ServerCallContext context) =>
        RequestName.Traced(RequestName.TraceIdFrom(context.RequestHeaders.GetValue("traceparent")), name.Replica);

    protected override CantonError ErrorFor(Exception cause, object request, ServerCallContext context) => cause switch
    {
        CantonErrorException known => known.Error,
        SequencerOverloadedException => new CantonError(SequencerErrors.Overloaded, $"{cause.Message} Try again later."),
        SequencerClosedException or NotActiveException or OperationCanceledException => SequencerErrors.Ceased(name.Replica),
        EventsPrunedException => new CantonError(SequencerErrors.EventsPruned, cause.Message),
        _ when StorageTrouble.IsCauseOf(cause) => new CantonError(SequencerErrors.StorageUnavailable, $"{name.Replica} cannot read from its database: {cause.Message}"),
        _ => new CantonError(SequencerErrors.InternalError, cause.Message),
    };

    protected override void Report(Exception cause, ServerCallContext context, RequestName request) =>
        log.Error(cause, "{0} failed, request {1}: {2}", context.Method, request.CorrelationId, cause.Message);
}

/// <summary>Who answers.</summary>
/// <param name="Replica">Name of the replica.</param>
/// <param name="Synchronizer">Identity of the synchronizer, alike in all its replicas.</param>
internal sealed record SequencerName(string Replica, string Synchronizer);
