using System.Data.Common;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>How a kind of database is asked. What is pruned and not yet removed is never answered.</summary>
internal abstract class LedgerReadSql
{
    /// <summary>Ledger end, its time, pruning offset, its time.</summary>
    public abstract string Bounds { get; }

    /// <summary>Key, id, counter, record time, epoch and proved time of every synchronizer.</summary>
    public abstract string Synchronizers { get; }

    /// <summary>Synchronizer, party, participant, permission.</summary>
    public abstract string Hosting { get; }

    /// <summary>Slot, synchronizer, submitter, outgoing; of free slots only the first.</summary>
    public abstract string Slots { get; }

    /// <summary>Numbers of the blocks from $1 to $2 in which one of the parties $3 may occur, in their order.</summary>
    public abstract string Blocks { get; }

    /// <summary>Rows of updates after $1 up to $2, at most $3.</summary>
    public abstract string Updates { get; }

    /// <summary>Rows of updates before $1 down to $2, the last first, at most $3.</summary>
    public abstract string UpdatesBack { get; }

    /// <summary>The row of the update $1.</summary>
    public abstract string UpdateAt { get; }

    /// <summary>Rows of updates with the record time $1.</summary>
    public abstract string UpdatesAtTime { get; }

    /// <summary>
    /// Rows of contracts created after node $3 of offset $2, up to offset $5, that are active at $1, which is not before $5: the first $4 of those that are
    /// active now, and enough of those archived since, in no order.
    /// </summary>
    public abstract string Contracts { get; }

    /// <summary>Rows of contracts whose id has the key $1.</summary>
    public abstract string ContractsByKey { get; }

    /// <summary>Rows of active contracts whose ids have one of the keys $1.</summary>
    public abstract string ActiveByKeys { get; }

    /// <summary>Offset, publication time and outcome of acceptances of changes with one of the keys $1, the latest of each key first; not all of them.</summary>
    public abstract string AcceptancesByKeys { get; }

    /// <summary>Contract ids and times of consumptions on synchronizer $1 of the contracts $2.</summary>
    public abstract string Consumptions { get; }

    /// <summary>Contract ids and offsets of differences after $1, the last first, at most $2.</summary>
    public abstract string Differences { get; }

    /// <summary>The last offset published before $1; 0 if there is none.</summary>
    public abstract string OffsetBefore { get; }

    /// <summary>The first offset of an update or of the end of a contract; null if there is none.</summary>
    public abstract string FirstStored { get; }

    /// <summary>A transaction whose statements all see the database at one moment.</summary>
    public abstract ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>A message id in a column.</summary>
    public abstract Guid MessageIdIn(DbDataReader row, int column);

    /// <summary>Keys as one parameter.</summary>
    public abstract object List(long[] keys);

    /// <summary>Hashes of parties as one parameter.</summary>
    public abstract object List(int[] hashes);

    /// <summary>Contract ids as one parameter.</summary>
    public abstract object List(IEnumerable<ContractId> ids);
}
