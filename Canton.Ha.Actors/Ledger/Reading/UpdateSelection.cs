using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Which updates, and how. A part that is null is not delivered.</summary>
/// <param name="Transactions">Their events.</param>
/// <param name="Topology">Changes of hosting.</param>
internal sealed record UpdateSelection(TransactionSelection? Transactions, TopologySelection? Topology);

/// <summary>Which events of transactions.</summary>
internal sealed record TransactionSelection(EventSelection Events, TransactionShape Shape);

/// <summary>Changes of the hosting of which parties.</summary>
/// <param name="Parties">Empty for all.</param>
internal sealed record TopologySelection(PartySet Parties);
