using Canton.Ha.Actors.Contracts;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>Keeps an exclusive lock on this replica's own presence file; the others see that they cannot lock it.</summary>
internal sealed class EmbeddedPresenceSession(EmbeddedStore store, FileLock present, IDisposable? wakeUps) : IPresenceSession
{
    private readonly SqliteConnection _connection = store.OpenConnection();

    public Task<Roster> ReadAsync(CancellationToken cancellation) => Inline.Run(Read);

    public ValueTask DisposeAsync() => new(Inline.Run(() =>
    {
        wakeUps?.Dispose();
        present.Dispose();
        _connection.Dispose();
    }));

    private Roster Read()
    {
        var replicas = store.PresentReplicas().OrderBy(entry => entry.Replica, StringComparer.Ordinal)
            .Select(entry => new RosterEntry(entry.Replica, entry.Note?.Addresses ?? ReplicaAddresses.None)).ToList();
        var leader = SessionNote.Read(store.NoteFile(LockCounter.Main))?.Replica;
        var newest = EmbeddedTables.NewestTerms(_connection, 1) is [var term] ? term : null;
        return new Roster([.. replicas], replicas.Exists(entry => entry.Replica == leader) ? leader : null, newest, EmbeddedTables.Policy(_connection));
    }
}
