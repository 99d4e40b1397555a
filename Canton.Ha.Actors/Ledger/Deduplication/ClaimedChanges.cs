using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>
/// Changes that are being made. A change is claimed before its earlier acceptances are read, and released only when the outcome can be read:
/// in between, a second submission of it would find neither. One owner.
/// </summary>
/// <param name="most">How many there may be.</param>
internal sealed class ClaimedChanges(int most)
{
    private readonly Dictionary<ChangeId, string> _submissions = [];

    public int Count => _submissions.Count;

    /// <summary>What earlier replicas had registered: it counts, however many there are.</summary>
    public void Restore(IEnumerable<InFlightMessage> stored)
    {
        foreach (var message in stored)
            if (message is { Change: { } change, Submitter: { } submitter })
                _submissions[change] = submitter.SubmissionId;
    }

    /// <exception cref="CantonErrorException">It is claimed already, or too many are.</exception>
    public void Claim(ChangeId change, string submissionId)
    {
        if (_submissions.TryGetValue(change, out var other))
            throw CommandErrors.AlreadyInFlight(other);
        if (_submissions.Count >= most)
            throw CommandErrors.Backpressure($"{_submissions.Count} submissions are under way, and there may be {most}");

        _submissions.Add(change, submissionId);
    }

    /// <summary>Its outcome can be read, or it was never registered.</summary>
    public void Release(ChangeId change) => _submissions.Remove(change);
}
