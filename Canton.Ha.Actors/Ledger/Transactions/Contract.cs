using Canton.Ha.Actors.Ledger.Templates;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>A contract, active or not.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Template">Its template.</param>
/// <param name="Arguments">Never changed.</param>
/// <param name="Signatories">Who consented to it.</param>
/// <param name="Observers">Who else sees it; none of the signatories.</param>
/// <param name="CreatedAt">Ledger effective time of its creation.</param>
internal sealed record Contract(ContractId Id, TemplateId Template, Record Arguments, PartySet Signatories, PartySet Observers, long CreatedAt)
{
    /// <summary>Who sees its creation and its end.</summary>
    public PartySet Stakeholders { get; } = Signatories.Union(Observers);
}

/// <summary>A contract that this participant has stored.</summary>
/// <param name="Contract">What it is.</param>
/// <param name="Synchronizer">Id of the synchronizer on which it is.</param>
internal sealed record StoredContract(Contract Contract, string Synchronizer);
