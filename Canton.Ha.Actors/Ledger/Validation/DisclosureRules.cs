using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;

namespace Canton.Ha.Actors.Ledger.Validation;

/// <summary>
/// Disclosed contracts. They let submitters use contracts that they cannot see; whether those are active only a participant that hosts a stakeholder
/// knows, so what is disclosed counts only where this participant has stored the contract itself.
/// </summary>
internal sealed class DisclosureRules(TemplateCatalogue templates)
{
    /// <summary>Ids of the contracts.</summary>
    public ImmutableHashSet<ContractId> Validate(IReadOnlyCollection<DisclosedContract> disclosed)
    {
        if (disclosed.Count == 0)
            return [];

        var contents = new Dictionary<ContractId, ByteString>();
        foreach (var contract in disclosed)
        {
            var id = Validate(contract);
            if (!contents.TryAdd(id, contract.CreatedEventBlob) && contents[id] != contract.CreatedEventBlob)
                throw RequestErrors.DisclosedContractsDiffer(id.ToString());
        }

        return [.. contents.Keys];
    }

    private ContractId Validate(DisclosedContract disclosed)
    {
        if (disclosed.CreatedEventBlob.IsEmpty)
            throw RequestErrors.Missing("DisclosedContract.createdEventBlob");
        Fields.SynchronizerId(disclosed.SynchronizerId);
        var contract = PayloadDecoder.DecodeContract(disclosed.CreatedEventBlob)
            ?? throw RequestErrors.InvalidArgument("The blob of a disclosed contract cannot be read; it must be the created_event_blob of a created event.");

        var id = ContractId.From(contract.ContractId.Span);
        if (disclosed.ContractId.Length > 0 && disclosed.ContractId != id.ToString())
            throw RequestErrors.InvalidArgument($"The disclosed contract {disclosed.ContractId} has the blob of {id}.");
        if (disclosed.TemplateId is { } template && templates.Resolve(TemplateNames.InCommand(template)).Id != PayloadDecoder.Decode(contract.Template))
            throw RequestErrors.InvalidArgument($"The disclosed contract {id} has the blob of a contract of {PayloadDecoder.Decode(contract.Template)}.");
        return id;
    }
}
