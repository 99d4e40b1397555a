using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>Where interpretation stands: who has consented to what is done here, and who sees it.</summary>
/// <param name="Authorizers">At the top those who act; within an exercise the contract's signatories and the choice's controllers.</param>
/// <param name="Witnesses">Informees of all nodes above.</param>
/// <param name="Depth">How many exercises are above.</param>
internal sealed record Authority(PartySet Authorizers, PartySet Witnesses, int Depth)
{
    /// <summary>The top.</summary>
    public static Authority Of(PartySet actAs) => new(actAs, PartySet.Empty, 0);

    /// <summary>Throws if one of <paramref name="needed"/> has not consented.</summary>
    public void Require(PartySet needed, string what)
    {
        if (!needed.IsWithin(Authorizers))
            throw CommandErrors.Authorization(what, needed.Except(Authorizers));
    }

    /// <summary>Within an exercise that <paramref name="witnesses"/> see.</summary>
    public Authority Within(PartySet authorizers, PartySet witnesses) => Depth < LedgerLimits.ExerciseDepthMax
        ? new Authority(authorizers, witnesses, Depth + 1)
        : throw CommandErrors.Interpretation($"exercises are nested more than {LedgerLimits.ExerciseDepthMax} levels deep.");
}
