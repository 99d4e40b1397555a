using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Indexing;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Which updates, and how. A part that is null is not delivered.</summary>
/// <param name="Transactions">Their events.</param>
/// <param name="Topology">Changes of hosting.</param>
internal sealed record UpdateSelection(TransactionSelection? Transactions, TopologySelection? Topology)
{
    /// <summary>Hashes of the parties that matter, to leave out blocks in which none of them occurs; null if every party matters.</summary>
    public ImmutableArray<int>? PartyHashes =>
        (Transactions is null ? [] : Transactions.Events.PartyHashes) is { } ofTransactions && (Topology is null ? [] : Topology.PartyHashes) is { } ofTopology
            ? [.. ofTransactions, .. ofTopology]
            : null;
}

/// <summary>Which events of transactions.</summary>
internal sealed record TransactionSelection(EventSelection Events, TransactionShape Shape);

/// <summary>Changes of the hosting of which parties.</summary>
/// <param name="Parties">Empty for all.</param>
internal sealed record TopologySelection(PartySet Parties)
{
    /// <summary>As in <see cref="UpdateSelection"/>.</summary>
    public ImmutableArray<int>? PartyHashes => Parties.IsEmpty ? null : [.. Parties.Select(BlockParties.HashOf)];
}
