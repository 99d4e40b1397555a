namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>What makes the contract ids of a transaction its own.</summary>
/// <param name="MessageId">Id of the message to the synchronizer; known to every member of it.</param>
/// <param name="Salt">Known to nobody: without it other members could tell from a message and a later consumption which contract was meant.</param>
internal sealed record TransactionSeed(Guid MessageId, Guid Salt)
{
    /// <summary>A new one.</summary>
    public static TransactionSeed New() => new(Guid.NewGuid(), Guid.NewGuid());
}
