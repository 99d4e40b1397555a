namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What an appending replica is busy with while it is active. The test writes the word into a file, and the replicas look there before each row.</summary>
internal enum Workload
{
    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>Short transactions, one row each.</summary>
    Short,

    /// <summary>Transactions that stay open for a while after their row was written.</summary>
    LongTransaction,

    /// <summary>Receiving large results between the rows.</summary>
    Flood,

    /// <summary>Short transactions, and once in a term every thread of the pool is blocked for ten seconds.</summary>
    Starve,
}
