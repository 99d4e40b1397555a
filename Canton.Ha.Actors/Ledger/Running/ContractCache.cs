using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// The newest active contracts, so that what is used soon after its creation is not looked up. It never says of a contract that it is active after the
/// batch that ends it has been published; of those that it does not know it says nothing.
/// </summary>
/// <param name="most">How many.</param>
internal sealed class ContractCache(int most)
{
    private readonly Lock _guard = new();
    private readonly Dictionary<ContractId, ContractRow> _active = [];
    private readonly Queue<ContractId> _inOrder = new();

    /// <summary>A batch is durable.</summary>
    public void Publish(IndexedBatch batch)
    {
        lock (_guard)
        {
            foreach (var contract in batch.Created)
                if (contract.ArchivedAt is null)
                    Add(contract);
            foreach (var archival in batch.Archived)
                _active.Remove(archival.Contract);
        }
    }

    /// <summary>Those of the contracts that it knows to be active.</summary>
    public ImmutableDictionary<ContractId, StoredContract?> Find(IEnumerable<ContractId> ids)
    {
        var found = new List<ContractRow>();
        lock (_guard)
            foreach (var id in ids)
                if (_active.TryGetValue(id, out var row))
                    found.Add(row);
        return found.ToImmutableDictionary(row => row.Id, row => (StoredContract?)new StoredContract(PayloadDecoder.Decode(row.Contract), row.Synchronizer));
    }

    private void Add(ContractRow contract)
    {
        if (_inOrder.Count == most)
            _active.Remove(_inOrder.Dequeue());
        _inOrder.Enqueue(contract.Id);
        _active[contract.Id] = contract;
    }
}
