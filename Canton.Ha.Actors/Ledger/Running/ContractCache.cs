using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Transactions;
using Google.Protobuf;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// The newest active contracts, so that what is used soon after its creation is not looked up. It never says of a contract that it is active after the
/// batch that ends it has been published; of those that it does not know it says nothing.
/// </summary>
/// <param name="most">How many.</param>
internal sealed class ContractCache(int most)
{
    private readonly Lock _guard = new();
    private readonly Dictionary<ContractId, Entry> _active = [];
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
        var found = new Dictionary<ContractId, Entry>();
        lock (_guard)
            foreach (var id in ids)
                if (_active.TryGetValue(id, out var contract))
                    found[id] = contract;
        return found.ToImmutableDictionary(
            contract => contract.Key,
            contract => (StoredContract?)new StoredContract(PayloadDecoder.Decode(V1.Contract.Parser.ParseFrom(contract.Value.Contract)), contract.Value.Synchronizer));
    }

    private void Add(ContractRow contract)
    {
        if (_inOrder.Count == most)
            _active.Remove(_inOrder.Dequeue());
        _inOrder.Enqueue(contract.Id);
        _active[contract.Id] = new Entry(contract.Synchronizer, contract.Contract.ToByteArray());
    }

    /// <summary>Few contracts are ever asked for: as bytes, each is one object and not thirty, which live just long enough to be expensive.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(string Synchronizer, byte[] Contract);
}
