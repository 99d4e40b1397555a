using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Running;
using Grpc.Core;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Says what it means when a call to a synchronizer fails.</summary>
internal static class SequencerFailure
{
    private const string Overloaded = "SEQUENCER_OVERLOADED";
    private const string OlderTerm = "SEQUENCER_OLDER_TERM";

    /// <param name="failure">How the call ended.</param>
    /// <param name="endpoint">Whom it was for.</param>
    public static Exception Of(RpcException failure, Uri endpoint) => ErrorTrailers.InfoOf(failure) switch
    {
        { Reason: OlderTerm } => new StaleTermException($"The synchronizer at {endpoint.Authority} has heard from a later term: {failure.Status.Detail}"),
        { } => new SequencerLinkException($"{endpoint.Authority} refuses: {failure.Status.Detail}", failure),
        null when failure.StatusCode == StatusCode.DeadlineExceeded => new SequencerLinkException($"{endpoint.Authority} has not answered in time.", failure),
        null => new SequencerLinkException($"{endpoint.Authority} cannot be reached: {CauseOf(failure)}", failure),
    };

    /// <summary>A message that no synchronizer takes, however often it is sent: it is larger than what its server receives.</summary>
    public static bool IsTooLarge(RpcException failure) =>
        failure.StatusCode == StatusCode.ResourceExhausted && ErrorTrailers.InfoOf(failure) is null && failure.Status.DebugException is null;

    /// <summary>Nothing was done, since too much waits at the synchronizer: the same may be sent again.</summary>
    public static bool IsOverload(RpcException failure) => ErrorTrailers.InfoOf(failure)?.Reason == Overloaded;

    private static string CauseOf(RpcException failure) =>
        (failure.Status.DebugException?.GetBaseException().Message ?? failure.Status.Detail).ReplaceLineEndings(" ");
}
