using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Store.Embedded;
using Canton.Ha.Actors.Ledger.Store.Postgres;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>The stored ledger of a participant, opened for one term after the other. To be made once: a ledger in memory lives as long as this.</summary>
internal sealed class LedgerStores
{
    private readonly Func<LockTerm, LedgerStore> _open;

    private LedgerStores(Func<LockTerm, LedgerStore> open) => _open = open;

    /// <param name="settings">Chooses the kind of store.</param>
    /// <param name="storage">Where it reads.</param>
    /// <param name="access">Where it writes.</param>
    public static LedgerStores For(StorageSettings settings, ReplicaStorage storage, WriteAccess access)
    {
        if (settings is StorageSettings.Memory)
            return InMemory();

        var isPostgres = settings is StorageSettings.Postgres;
        LedgerReadSql reading = isPostgres ? new PostgresReadSql() : new EmbeddedReadSql();
        LedgerWriteSql writing = isPostgres ? new PostgresWriteSql() : new EmbeddedWriteSql();
        return new LedgerStores(term => Stored(storage.Reads, reading, new TermWrites(access, term), writing));
    }

    /// <summary>A ledger that is kept nowhere.</summary>
    public static LedgerStores InMemory()
    {
        var ledger = new MemoryLedger();
        return new LedgerStores(_ => new LedgerStore(ledger, ledger));
    }

    /// <summary>The ledger for one term, whose writes nobody can do in a later one. <see cref="ILedgerReads.LoadAsync"/> comes first.</summary>
    public LedgerStore Open(LockTerm term) => _open(term);

    private static LedgerStore Stored(IReads reads, LedgerReadSql reading, TermWrites writes, LedgerWriteSql writing)
    {
        var memory = new LedgerMemory();
        var stored = new LedgerReads(reads, reading, memory);
        return new LedgerStore(stored, new LedgerWriter(writes, new LedgerCommands(writing, memory), memory, stored.FindFirstStoredAsync));
    }
}

/// <summary>A stored ledger during one term.</summary>
internal sealed record LedgerStore(ILedgerReads Reads, ILedgerWrites Writes);
