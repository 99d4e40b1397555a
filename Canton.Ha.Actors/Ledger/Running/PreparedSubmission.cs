using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Deduplication;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>What a submission comes to.</summary>
internal abstract record PreparedSubmission
{
    /// <summary>A message that is to be stored and sent.</summary>
    public sealed record Message(InFlightMessage InFlight) : PreparedSubmission;

    /// <summary>A completion, and nothing is sent.</summary>
    public sealed record Rejection(string Synchronizer, V1.Submitter Submitter, CantonError Error) : PreparedSubmission;

    /// <summary>No synchronizer can take it now.</summary>
    public sealed record Unroutable(CantonErrorException Refusal) : PreparedSubmission;
}
