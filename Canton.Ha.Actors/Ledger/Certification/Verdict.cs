using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Ledger.Certification;

/// <summary>What became of a sequenced transaction: the same at every member.</summary>
internal abstract record Verdict
{
    public static readonly Verdict Accepted = new IsAccepted();

    public bool IsAcceptance => this is IsAccepted;

    public static Verdict RejectedFor(CantonError reason) => new Rejected(reason);

    public sealed record Rejected(CantonError Reason) : Verdict;

    private sealed record IsAccepted : Verdict;
}
