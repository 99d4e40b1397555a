using Grpc.Core;

namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>What kind of error it is, as the reference numbers them: which gRPC status it has, whether trying again can help, and how much a client may know.</summary>
/// <param name="Number">The number in every message and in the metadata key <c>category</c>.</param>
/// <param name="Status">The gRPC status.</param>
/// <param name="Retry">After which time a client may try again; null when that cannot help.</param>
/// <param name="IsRedacted">Only the operator may know what happened; the client gets nothing but the name of its request.</param>
public sealed record ErrorCategory(int Number, StatusCode Status, TimeSpan? Retry, bool IsRedacted)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Another try, here or at another replica, can succeed.</summary>
    public static readonly ErrorCategory TransientServerFailure = new(1, StatusCode.Unavailable, Soon, IsRedacted: false);

    /// <summary>Somebody else was in the way.</summary>
    public static readonly ErrorCategory ContentionOnSharedResources = new(2, StatusCode.Aborted, Soon, IsRedacted: false);

    /// <summary>No answer in time; whether it was done is unknown.</summary>
    public static readonly ErrorCategory DeadlineExceededRequestStateUnknown = new(3, StatusCode.DeadlineExceeded, Soon, IsRedacted: false);

    /// <summary>A bug, or something that should not be possible.</summary>
    public static readonly ErrorCategory SystemInternalAssumptionViolated = new(4, StatusCode.Internal, Retry: null, IsRedacted: true);

    /// <summary>An attack, perhaps.</summary>
    public static readonly ErrorCategory SecurityAlert = new(5, StatusCode.InvalidArgument, Retry: null, IsRedacted: true);

    /// <summary>An attack, perhaps, of which the client may know.</summary>
    public static readonly ErrorCategory UnredactedSecurityAlert = new(5, StatusCode.InvalidArgument, Retry: null, IsRedacted: false);

    /// <summary>No or wrong credentials.</summary>
    public static readonly ErrorCategory InvalidAuthenticationCredentials = new(6, StatusCode.Unauthenticated, Retry: null, IsRedacted: true);

    /// <summary>Credentials that do not allow this.</summary>
    public static readonly ErrorCategory InsufficientPermission = new(7, StatusCode.PermissionDenied, Retry: null, IsRedacted: true);

    /// <summary>The request is wrong, whatever the state.</summary>
    public static readonly ErrorCategory InvalidIndependentOfSystemState = new(8, StatusCode.InvalidArgument, Retry: null, IsRedacted: false);

    /// <summary>The request is wrong in this state.</summary>
    public static readonly ErrorCategory InvalidGivenCurrentSystemStateOther = new(9, StatusCode.FailedPrecondition, Retry: null, IsRedacted: false);

    /// <summary>What was to be made is there.</summary>
    public static readonly ErrorCategory ResourceExists = new(10, StatusCode.AlreadyExists, Retry: null, IsRedacted: false);

    /// <summary>What was asked for is not there.</summary>
    public static readonly ErrorCategory ResourceMissing = new(11, StatusCode.NotFound, Retry: null, IsRedacted: false);

    /// <summary>A position that has not been reached.</summary>
    public static readonly ErrorCategory SeekAfterEnd = new(12, StatusCode.OutOfRange, Soon, IsRedacted: false);

    /// <summary>Nobody has built this.</summary>
    public static readonly ErrorCategory InternalUnsupportedOperation = new(14, StatusCode.Unimplemented, Retry: null, IsRedacted: true);
}
