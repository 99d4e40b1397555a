using Canton.Ha.Actors.Ledger.Indexing;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Updates as one reader may see them.</summary>
internal sealed class UpdateReader(UpdateSelection selection)
{
    private readonly TransactionReader? _transactions = selection.Transactions is { } transactions ? new TransactionReader(transactions) : null;
    private readonly TopologyReader? _topology = selection.Topology is { } topology ? new TopologyReader(topology) : null;

    /// <summary>As an element of a stream; null if there is nothing to see.</summary>
    public GetUpdatesResponse? ReadStreamed(UpdateRow update) =>
        _transactions?.Read(update) is { } transaction ? new GetUpdatesResponse { Transaction = transaction }
        : _topology?.Read(update) is { } changed ? new GetUpdatesResponse { TopologyTransaction = changed }
        : null;

    /// <summary>By itself; null if there is nothing to see.</summary>
    public GetUpdateResponse? Read(UpdateRow update) =>
        _transactions?.Read(update) is { } transaction ? new GetUpdateResponse { Transaction = transaction }
        : _topology?.Read(update) is { } changed ? new GetUpdateResponse { TopologyTransaction = changed }
        : null;
}
