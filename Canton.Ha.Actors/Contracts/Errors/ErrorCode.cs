using Grpc.Core;

namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>One kind of error, known to clients by its id: an entry of the catalogue of an API.</summary>
/// <param name="Id">In capitals with underscores; never changes.</param>
/// <param name="Category">What follows from it.</param>
public sealed record ErrorCode(string Id, ErrorCategory Category)
{
    /// <summary>After which time a client may try again; that of the category unless set.</summary>
    public TimeSpan? Retry { get; init; } = Category.Retry;

    /// <summary>The gRPC status; that of the category unless set.</summary>
    public StatusCode Status { get; init; } = Category.Status;
}
