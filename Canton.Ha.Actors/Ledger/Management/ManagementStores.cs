using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>Users and parties of a participant, opened for one term after the other. To be made once: those in memory live as long as this.</summary>
internal sealed class ManagementStores
{
    private readonly Func<LockTerm, IManagementStore> _open;

    private ManagementStores(Func<LockTerm, IManagementStore> open) => _open = open;

    /// <param name="settings">Who this participant is, and what kind of store it has.</param>
    /// <param name="storage">Where it reads.</param>
    /// <param name="access">Where it writes.</param>
    /// <param name="ledgers">Who is hosted, if nothing is kept.</param>
    public static ManagementStores For(NodeSettings settings, ReplicaStorage storage, WriteAccess access, LedgerAccess ledgers)
    {
        var participant = settings.Uid.ToString();
        if (settings.Storage is StorageSettings.Memory)
            return InMemory(new MemoryManagement(participant, () => ledgers.Current.Reads, access));

        var sql = settings.Storage is StorageSettings.Postgres ? ManagementSql.Postgres : ManagementSql.Embedded;
        return new ManagementStores(term => new StoredManagement(participant, storage.Reads, sql, new TermWrites(access, term)));
    }

    /// <summary>Users and parties that are kept nowhere.</summary>
    public static ManagementStores InMemory(MemoryManagement memory) => new(_ => memory);

    /// <summary>Users and parties for one term, whose writes nobody can do in a later one.</summary>
    public IManagementStore Open(LockTerm term) => _open(term);
}
