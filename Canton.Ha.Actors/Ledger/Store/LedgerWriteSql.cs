using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>How a kind of database is told what to write. Statements for rows get one parameter per column, in the order in which they are named here.</summary>
internal abstract class LedgerWriteSql
{
    /// <summary>Puts a message into a free row: slot, synchronizer, submitter, outgoing.</summary>
    public abstract string FillSlots { get; }

    /// <summary>Makes a row with a message: as <see cref="FillSlots"/>.</summary>
    public abstract string AddSlots { get; }

    /// <summary>Empties a row: slot.</summary>
    public abstract string FreeSlots { get; }

    /// <summary>Adds a synchronizer, unless somebody has: key, id, record time and epoch before its first event.</summary>
    public abstract string AddSynchronizers { get; }

    /// <summary>Where its events go on: key, counter, record time, epoch, proved time.</summary>
    public abstract string MovePositions { get; }

    /// <summary>Adds an update: the columns of its table.</summary>
    public abstract string AddUpdates { get; }

    /// <summary>Adds a contract: the columns of its table.</summary>
    public abstract string AddContracts { get; }

    /// <summary>Ends a contract, and notes a difference if it is not stored and active: key of its id, its id, offset.</summary>
    public abstract string EndContracts { get; }

    /// <summary>Notes a difference: offset, contract id.</summary>
    public abstract string AddDifferences { get; }

    /// <summary>Adds a consumption: synchronizer, time, contract id.</summary>
    public abstract string AddConsumptions { get; }

    /// <summary>Forgets the oldest consumptions of a synchronizer ($1) up to a time ($2), at most some ($3).</summary>
    public abstract string ForgetConsumptions { get; }

    /// <summary>Adds or changes who hosts whom: synchronizer, party, participant, permission.</summary>
    public abstract string AddHosting { get; }

    /// <summary>Removes who hosts whom: synchronizer, party, participant.</summary>
    public abstract string RemoveHosting { get; }

    /// <summary>Adds a block ($1) and its parties ($2).</summary>
    public abstract string AddBlock { get; }

    /// <summary>Moves the ledger end: offset ($1), time ($2).</summary>
    public abstract string MoveEnd { get; }

    /// <summary>Raises the pruning offset to $1, and its publication time.</summary>
    public abstract string RaisePruning { get; }

    /// <summary>Removes updates after $1 up to $2.</summary>
    public abstract string RemoveUpdates { get; }

    /// <summary>Removes contracts archived after $1 up to $2.</summary>
    public abstract string RemoveContracts { get; }

    /// <summary>Removes blocks before $1.</summary>
    public abstract string RemoveBlocks { get; }

    /// <summary>Commands that run a statement for rows.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="columns">As many values in each as there are rows.</param>
    public abstract IEnumerable<WriteCommand> Rows(string sql, params Array[] columns);

    /// <summary>The parties of a block as a parameter.</summary>
    public abstract object PartiesOf(BlockParties block);
}
