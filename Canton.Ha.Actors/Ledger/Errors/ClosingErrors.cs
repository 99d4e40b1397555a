using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>What calls end with that are open when the ledger closes.</summary>
internal static class ClosingErrors
{
    public static readonly ErrorCode AbortedDueToShutdownCode = new("ABORTED_DUE_TO_SHUTDOWN", ErrorCategory.TransientServerFailure) { Retry = TimeSpan.FromSeconds(10) };

    /// <summary>The term is over, or comes to its end.</summary>
    public static CantonErrorException AbortedDueToShutdown() =>
        new(new CantonError(AbortedDueToShutdownCode, "This replica is no longer active, or is being stopped; go on at the active one, from the last offset received."));
}
