namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>The catalogue of what more than one API can refuse. Ids, categories and meanings are the reference's.</summary>
internal static class CommonErrors
{
    /// <summary>A field that must have a value has none.</summary>
    public static readonly ErrorCode MissingField = new("MISSING_FIELD", ErrorCategory.InvalidIndependentOfSystemState);

    /// <summary>A field has a value that it cannot have.</summary>
    public static readonly ErrorCode InvalidField = new("INVALID_FIELD", ErrorCategory.InvalidIndependentOfSystemState);

    /// <summary>Bytes are not the message that they should be.</summary>
    public static readonly ErrorCode NotReadCode = new("PROTO_DESERIALIZATION_FAILURE", ErrorCategory.InvalidIndependentOfSystemState);

    /// <summary>This replica is not the active one.</summary>
    public static readonly ErrorCode NodeIsPassiveReplica = new("NODE_IS_PASSIVE_REPLICA", ErrorCategory.TransientServerFailure);

    /// <summary>Nobody serves yet, or any more.</summary>
    public static readonly ErrorCode ServiceNotRunning = new("SERVICE_NOT_RUNNING", ErrorCategory.TransientServerFailure);

    /// <summary>What was under way ends, since this replica stops, or is no longer active.</summary>
    public static readonly ErrorCode AbortedDueToShutdown = new("ABORTED_DUE_TO_SHUTDOWN", ErrorCategory.TransientServerFailure) { Retry = TimeSpan.FromSeconds(10) };

    /// <summary>Nobody knows whether what was asked for will still happen.</summary>
    public static readonly ErrorCode RequestTimeOut = new("REQUEST_TIME_OUT", ErrorCategory.DeadlineExceededRequestStateUnknown);

    /// <summary>As many streams are open as may be.</summary>
    public static readonly ErrorCode MaximumNumberOfStreams = new("MAXIMUM_NUMBER_OF_STREAMS", ErrorCategory.ContentionOnSharedResources);

    /// <summary>A request that cannot be read. Nothing has happened.</summary>
    /// <param name="message">Full name of the message that it should be.</param>
    public static CantonError NotRead(string message) => new(
        NotReadCode, $"The request cannot be read as a {message}: its bytes must be such a message, with messages within messages at most 100 levels deep.");
}
