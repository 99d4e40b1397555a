using Canton.Ha.Actors.Ledger.Templates;
using Com.Daml.Ledger.Api.V2;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>Writes one view of a transaction: the given nodes, with the parties and templates that occur in them.</summary>
internal sealed class PayloadEncoder
{
    private readonly V1.Transaction _transaction;
    private readonly Dictionary<string, uint> _parties = [];
    private readonly Dictionary<TemplateId, uint> _templates = [];

    private PayloadEncoder(string workflowId, long effectiveAt, TraceContext? trace) =>
        _transaction = new V1.Transaction { WorkflowId = workflowId, EffectiveAt = effectiveAt, TraceContext = trace };

    /// <summary>The view of a transaction that consists of <paramref name="nodes"/>.</summary>
    public static V1.Transaction Encode(IEnumerable<TransactionNode> nodes, long effectiveAt, string workflowId, TraceContext? trace)
    {
        var encoder = new PayloadEncoder(workflowId, effectiveAt, trace);
        foreach (var node in nodes)
            encoder._transaction.Nodes.Add(encoder.Encode(node));
        return encoder._transaction;
    }

    /// <summary>What every member gets to know of a transaction.</summary>
    public static V1.Claim Claim(InterpretedTransaction transaction, long view, long latestSequencingTime)
    {
        var claim = new V1.Claim { View = view, LatestSequencingTime = latestSequencingTime, EffectiveAt = transaction.EffectiveAt };
        foreach (var input in transaction.Inputs)
            (input.IsConsumed ? claim.Consumed : claim.Used).Add(input.Contract.Contract.Id.ToByteString());
        return claim;
    }

    private V1.Node Encode(TransactionNode node)
    {
        var contract = node.Contract;
        var encoded = new V1.Node { Id = node.Id, ContractId = contract.Id.ToByteString(), Template = IndexOf(contract.Template) };
        encoded.Signatories.AddRange(contract.Signatories.Select(IndexOf));
        encoded.Observers.AddRange(contract.Observers.Select(IndexOf));
        encoded.Witnesses.AddRange(node.Witnesses.Select(IndexOf));
        if (node is TransactionNode.Exercise exercise)
            encoded.Exercise = Encode(exercise.What);
        else
            encoded.Create = new V1.Create { Arguments = contract.Arguments };
        return encoded;
    }

    private V1.Exercise Encode(Exercised what)
    {
        var encoded = new V1.Exercise
        {
            Choice = what.Choice,
            Argument = what.Argument,
            Consuming = what.IsConsuming,
            LastDescendant = what.LastDescendant,
            Result = what.Result,
        };
        encoded.Actors.AddRange(what.Actors.Select(IndexOf));
        return encoded;
    }

    private static V1.Template Encode(TemplateId template) => new()
    {
        PackageId = template.PackageId,
        PackageName = template.PackageName,
        ModuleName = template.Module,
        EntityName = template.Entity,
    };

    private uint IndexOf(string party)
    {
        if (_parties.TryGetValue(party, out var index))
            return index;

        _transaction.Parties.Add(party);
        return _parties[party] = (uint)_parties.Count;
    }

    private uint IndexOf(TemplateId template)
    {
        if (_templates.TryGetValue(template, out var index))
            return index;

        _transaction.Templates.Add(Encode(template));
        return _templates[template] = (uint)_templates.Count;
    }
}
