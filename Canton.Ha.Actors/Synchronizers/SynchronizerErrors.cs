using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>The catalogue of what can be refused about synchronizers. Ids that the reference has mean what they mean there.</summary>
internal static class SynchronizerErrors
{
    public static readonly ErrorCode UnknownCode = new("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode ExistsCode = new("SYNCHRONIZER_REGISTRATION", ErrorCategory.ResourceExists);

    public static readonly ErrorCode PassiveCode = new("SYNC_SERVICE_PASSIVE_REPLICA", ErrorCategory.TransientServerFailure);

    public static readonly ErrorCode BadConnectivityCode = new("SYNC_SERVICE_BAD_CONNECTIVITY", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode StartupCode = new("SYNC_SERVICE_STARTUP_ERROR", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static CantonError Unknown(string alias, IEnumerable<string> known) => new CantonError(
        UnknownCode, $"There is no synchronizer with alias {alias}: {(string.Join(", ", known) is { Length: > 0 } names ? $"there are {names}" : "none is registered")}.")
        .With("synchronizer", alias);

    public static CantonError Exists(string alias) => new CantonError(
        ExistsCode, $"A synchronizer is registered under the alias {alias} already; modify that one, or choose another alias.").With("synchronizer", alias);

    /// <param name="alias">Which one.</param>
    /// <param name="sentence">What was found there.</param>
    public static CantonError BadConnectivity(string alias, string sentence) => new CantonError(BadConnectivityCode, $"The synchronizer {alias} was not found: {sentence}")
        .With("synchronizer", alias);

    /// <param name="failures">By alias.</param>
    public static CantonError NotConnected(IReadOnlyDictionary<string, string> failures) => new(
        StartupCode, $"Not connected, but tried again until they are: {string.Join(' ', failures.Select(failure => $"{failure.Key}: {failure.Value}"))}");
}
