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
/// <param name="bytesMost">About how much memory they may take, in bytes; a contract that takes more is looked up each time.</param>
internal sealed class ContractCache(int most, long bytesMost)
{
    /// <summary>What a contract takes besides its own bytes.</summary>
    private const long Overhead = 200;

    private readonly Lock _guard = new();
    private readonly Dictionary<ContractId, Entry> _active = [];
    private readonly Queue<(ContractId Id, long Size)> _inOrder = new();
    private long _bytes;

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
        var entry = new Entry(contract.Synchronizer, contract.Contract.ToByteArray());
        var size = Overhead + entry.Contract.Length;
        if (size > bytesMost)
            return;

        while (_inOrder.Count == most || _bytes + size > bytesMost)
            Forget(_inOrder.Dequeue());
        _inOrder.Enqueue((contract.Id, size));
        _bytes += size;
        _active[contract.Id] = entry;
    }

    private void Forget((ContractId Id, long Size) oldest)
    {
        _active.Remove(oldest.Id);
        _bytes -= oldest.Size;
    }

    /// <summary>Few contracts are ever asked for: as bytes, each is one object and not thirty, which live just long enough to be expensive.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(string Synchronizer, byte[] Contract);
}
