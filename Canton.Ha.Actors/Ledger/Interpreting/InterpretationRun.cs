using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>One interpretation of one submission: the transaction as far as it has come.</summary>
internal sealed class InterpretationRun(
    TemplateCatalogue templates, Submission submission, TransactionSeed seed, long effectiveAt, IReadOnlyDictionary<ContractId, StoredContract?> stored)
{
    private readonly PartySet _readers = submission.ActAs.Union(submission.ReadAs);
    private readonly List<TransactionNode?> _nodes = [];
    private readonly Dictionary<ContractId, Contract> _made = [];
    private readonly OrderedDictionary<ContractId, TransactionInput> _inputs = [];
    private readonly HashSet<ContractId> _consumed = [];

    public long EffectiveAt => effectiveAt;

    public TemplateCatalogue Templates => templates;

    /// <summary>Makes a contract.</summary>
    public Contract Create(KnownTemplate template, Record arguments, Authority authority)
    {
        var node = Open();
        var id = ContractId.For(seed, node);
        var contract = ContractRules.Make(template, id, arguments, authority, effectiveAt);
        authority.Require(contract.Signatories, $"Creating a contract of {template.Id}");

        _made.Add(id, contract);
        _nodes[node] = new TransactionNode.Create(node, contract, authority.Witnesses.Union(contract.Stakeholders));
        return contract;
    }

    /// <summary>Exercises a choice of an active contract and answers its result.</summary>
    public Value Exercise(KnownTemplate template, string contractId, string choiceName, Value argument, Authority authority)
    {
        var contract = Find(template, contractId);
        var choice = ChoiceRules.Find(template, contract, choiceName, argument);
        authority.Require(choice.Controllers, $"Exercising {choiceName} of {template.Id}");

        var node = Open();
        Use(contract, choice.IsConsuming);
        var witnesses = authority.Witnesses.Union(InformeesOf(contract, choice));
        var result = choice.Run(this, authority.Within(contract.Signatories.Union(choice.Controllers), witnesses));

        var what = new Exercised(choiceName, choice.Argument, choice.Controllers, choice.IsConsuming, _nodes.Count - 1, result);
        _nodes[node] = new TransactionNode.Exercise(node, contract, witnesses, what);
        return result;
    }

    /// <summary>An active contract that whoever authorizes may see.</summary>
    public Contract Fetch(KnownTemplate template, string contractId, Authority authority)
    {
        var contract = Find(template, contractId);
        if (!contract.Stakeholders.Intersects(authority.Authorizers))
            throw CommandErrors.Authorization($"Fetching the contract {contractId}", contract.Stakeholders);

        Use(contract, isConsuming: false);
        return contract;
    }

    /// <summary>The transaction, once every command has been executed.</summary>
    public InterpretedTransaction Finish()
    {
        if (_nodes.Contains(null))
            throw CommandErrors.Interpretation("the code of a choice went on after something it had done was refused.");

        return new InterpretedTransaction([.. _nodes.OfType<TransactionNode>()], [.. _inputs.Values], effectiveAt);
    }

    private int Open()
    {
        if (_nodes.Count == LedgerLimits.NodesMax)
            throw CommandErrors.Interpretation($"the transaction has more than {LedgerLimits.NodesMax} nodes.");

        _nodes.Add(null);
        return _nodes.Count - 1;
    }

    private Contract Find(KnownTemplate template, string contractId)
    {
        if (!ContractId.TryParse(contractId, out var id))
            throw CommandErrors.ContractNotFound(contractId);
        var contract = _made.TryGetValue(id, out var made) ? made : FindStored(id);
        if (_consumed.Contains(id))
            throw CommandErrors.ContractNotActive(contractId);
        if (contract.Template != template.Id)
            throw CommandErrors.WronglyTyped(contractId, template.Id, contract.Template);

        return contract;
    }

    private Contract FindStored(ContractId id)
    {
        if (!stored.TryGetValue(id, out var found))
            throw new ContractNeededException(id);
        if (found is null || !IsVisible(found.Contract))
            throw CommandErrors.ContractNotFound(id.ToString());

        _inputs.TryAdd(id, new TransactionInput(found, IsConsumed: false));
        return found.Contract;
    }

    private bool IsVisible(Contract contract) => contract.Stakeholders.Intersects(_readers) || submission.Disclosed.Contains(contract.Id);

    private void Use(Contract contract, bool isConsuming)
    {
        if (!isConsuming)
            return;

        _consumed.Add(contract.Id);
        if (_inputs.TryGetValue(contract.Id, out var input))
            _inputs[contract.Id] = input with { IsConsumed = true };
    }

    private static PartySet InformeesOf(Contract contract, KnownChoice choice) =>
        (choice.IsConsuming ? contract.Stakeholders : contract.Signatories).Union(choice.Controllers).Union(choice.Observers);
}
