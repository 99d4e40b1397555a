using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>What came of interpreting a submission.</summary>
internal abstract record Interpretation
{
    /// <summary>Everything was known.</summary>
    public sealed record Complete(InterpretedTransaction Transaction) : Interpretation;

    /// <summary>Look up these contracts too, and interpret again from the beginning.</summary>
    public sealed record Needs(ImmutableArray<ContractId> Contracts) : Interpretation;
}
