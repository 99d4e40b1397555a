using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>What calls end with that are open when the ledger closes, or come too late or too early.</summary>
internal static class ClosingErrors
{
    public static readonly ErrorCode SubmissionDuringShutdownCode = new("SUBMISSION_DURING_SHUTDOWN", ErrorCategory.ContentionOnSharedResources);

    public static readonly ErrorCode StorageUnavailableCode = new("INDEX_DB_SQL_TRANSIENT_ERROR", ErrorCategory.TransientServerFailure);

    /// <summary>Nobody is admitted any more.</summary>
    public static CantonErrorException NotRunning(string service) =>
        new(new CantonError(CommonErrors.ServiceNotRunning, $"{service} is not running on this replica any more; turn to the active one.") { IsDefiniteAnswer = false }
            .With("service_name", service));

    /// <summary>A command on a replica that cannot take it.</summary>
    public static CantonError PassiveReplica(string? userId, string? commandId) =>
        new CantonError(CommonErrors.NodeIsPassiveReplica, "This replica is passive and cannot take commands; turn to the active one, under the same command id.") { IsDefiniteAnswer = false }
            .With("userId", userId).With("commandId", commandId);

    /// <summary>The term is over, or comes to its end.</summary>
    public static CantonErrorException AbortedDueToShutdown() =>
        new(new CantonError(CommonErrors.AbortedDueToShutdown, "This replica is no longer active, or is being stopped; go on at the active one, from the last offset received."));

    /// <summary>A submission that was not taken any more.</summary>
    public static CantonErrorException SubmissionDuringShutdown() => Refused(
        new CantonError(SubmissionDuringShutdownCode, "The submission was not taken, since this replica is about to be passive; submit it again at the active one."));

    /// <summary>Nothing has happened.</summary>
    public static CantonErrorException StorageUnavailable() =>
        Refused(new CantonError(StorageUnavailableCode, "The database did not answer; nothing was submitted. Try again."));

    private static CantonErrorException Refused(CantonError error) => new(error with { IsDefiniteAnswer = false });
}
