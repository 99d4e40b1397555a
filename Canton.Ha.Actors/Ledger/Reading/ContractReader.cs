using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Stored contracts as one reader may see them: those of which a requested party is a stakeholder.</summary>
internal sealed class ContractReader(EventSelection selection)
{
    private readonly EventReader _events = new(selection);

    /// <summary>An entry of the active contracts, or null if the reader does not see this one.</summary>
    public GetActiveContractsResponse? Active(ContractRow row)
    {
        if (Created(row) is not { } created)
            return null;

        return new GetActiveContractsResponse
        {
            WorkflowId = row.Contract.WorkflowId,
            ActiveContract = new ActiveContract { CreatedEvent = created, SynchronizerId = row.Synchronizer },
        };
    }

    /// <summary>The life of a contract, or null if the reader does not see it.</summary>
    /// <param name="row">The contract.</param>
    /// <param name="end">The update with which it ended; null while it is active.</param>
    public GetEventsByContractIdResponse? Life(ContractRow row, UpdateRow? end)
    {
        if (Created(row) is not { } created)
            return null;

        var life = new GetEventsByContractIdResponse { Created = new Created { CreatedEvent = created, SynchronizerId = row.Synchronizer } };
        if (end?.Transaction?.Nodes.FirstOrDefault(node => node.Exercise is { Consuming: true } && node.ContractId == row.Contract.ContractId) is { } node)
            life.Archived = new Archived
            {
                ArchivedEvent = _events.Archived(end.Offset, node, PayloadDecoder.Decode(row.Contract.Template), StakeholdersOf(row.Contract)),
                SynchronizerId = end.Synchronizer,
            };
        return life;
    }

    private CreatedEvent? Created(ContractRow row)
    {
        var template = PayloadDecoder.Decode(row.Contract.Template);
        var stakeholders = StakeholdersOf(row.Contract);
        var selected = selection.Select(stakeholders, template);
        return selected.IsIn
            ? _events.Created(row.Offset, row.Node, row.Contract, new SeenNode(template, selected, stakeholders, ChangesActive: row.ArchivedAt != row.Offset))
            : null;
    }

    private static string[] StakeholdersOf(V1.Contract contract) => [.. contract.Signatories, .. contract.Observers];
}
