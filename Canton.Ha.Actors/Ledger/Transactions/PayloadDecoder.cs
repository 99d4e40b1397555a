using Canton.Ha.Actors.Ledger.Templates;
using Google.Protobuf;
using Google.Protobuf.Collections;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>Reads what other participants and earlier activations of this one wrote. What is malformed is refused as a whole.</summary>
internal static class PayloadDecoder
{
    /// <summary>The payload, or null if it is malformed.</summary>
    public static V1.Payload? Decode(ByteString bytes)
    {
        try
        {
            var payload = V1.Payload.Parser.ParseFrom(bytes);
            return IsWellFormed(payload) ? payload : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The contract of a blob, or null if it is malformed.</summary>
    public static V1.Contract? DecodeContract(ByteString blob)
    {
        try
        {
            var contract = V1.Contract.Parser.ParseFrom(blob);
            return contract is { ContractId.Length: ContractId.Size, Template: not null, Arguments: not null, Signatories.Count: > 0 } ? contract : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    public static Contract Decode(V1.Contract contract) => new(
        ContractId.From(contract.ContractId.Span), Decode(contract.Template), contract.Arguments, PartySet.Of(contract.Signatories), PartySet.Of(contract.Observers), contract.CreatedAt);

    public static TemplateId Decode(V1.Template template) => new(template.PackageId, template.PackageName, template.ModuleName, template.EntityName);

    /// <summary>The contract that a node makes, as it is stored. Shares what never changes with the transaction.</summary>
    public static V1.Contract ContractOf(V1.Transaction transaction, V1.Node node)
    {
        var contract = new V1.Contract
        {
            ContractId = node.ContractId,
            Template = transaction.Templates[(int)node.Template],
            Arguments = node.Create.Arguments,
            CreatedAt = transaction.EffectiveAt,
            WorkflowId = transaction.WorkflowId,
        };
        foreach (var index in node.Signatories)
            contract.Signatories.Add(transaction.Parties[(int)index]);
        foreach (var index in node.Observers)
            contract.Observers.Add(transaction.Parties[(int)index]);
        return contract;
    }

    private static bool IsWellFormed(V1.Payload payload) => payload.KindCase switch
    {
        V1.Payload.KindOneofCase.Claim => payload.Claim.Consumed.Concat(payload.Claim.Used).All(id => id.Length == ContractId.Size),
        V1.Payload.KindOneofCase.Transaction => payload.Transaction.Nodes.All(node => IsWellFormed(payload.Transaction, node)),
        V1.Payload.KindOneofCase.Hosting => payload.Hosting.Kind != V1.Hosting.Types.Kind.Unspecified,
        _ => false,
    };

    private static bool IsWellFormed(V1.Transaction transaction, V1.Node node) =>
        node.ContractId.Length == ContractId.Size
        && node.Template < transaction.Templates.Count
        && Named(transaction, node.Signatories) && Named(transaction, node.Observers) && Named(transaction, node.Witnesses)
        && node.ActionCase switch
        {
            V1.Node.ActionOneofCase.Create => node.Create.Arguments is not null,
            V1.Node.ActionOneofCase.Exercise => Named(transaction, node.Exercise.Actors) && node.Exercise is { Argument: not null, Result: not null },
            _ => false,
        };

    private static bool Named(V1.Transaction transaction, RepeatedField<uint> indexes) => indexes.All(index => index < transaction.Parties.Count);
}
