namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>A request is refused with an error of the catalogue.</summary>
public sealed class CantonErrorException(CantonError error) : Exception(error.Cause)
{
    /// <summary>What the client is told.</summary>
    public CantonError Error { get; } = error;
}
