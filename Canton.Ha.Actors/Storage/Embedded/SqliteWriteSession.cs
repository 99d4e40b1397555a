using System.Data;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>
/// One physical write session: a connection that commits nothing once its term is lost or it was ended, whoever uses it, and the shared
/// pool lock (null on a store that has no other replicas).
/// </summary>
internal sealed class SqliteWriteSession
{
    private const int RefusedByHook = 531;

    private readonly LockTerm _term;
    private readonly FileLock? _poolLock;
    private volatile bool _isEnded;

    public SqliteWriteSession(SqliteConnection connection, LockTerm term, FileLock? poolLock)
    {
        _term = term;
        _poolLock = poolLock;
        Connection = connection;
        raw.sqlite3_commit_hook(connection.Handle, _ => _isEnded || !_term.IsHeld ? 1 : 0, null);
    }

    public SqliteConnection Connection { get; }

    /// <summary>Nobody has left a transaction open or closed the connection.</summary>
    public bool IsReusable => !_isEnded && Connection.State == ConnectionState.Open && raw.sqlite3_get_autocommit(Connection.Handle) != 0;

    /// <summary>A transaction in which nobody else can write, behind the check that no newer term exists.</summary>
    /// <exception cref="NotActiveException">One exists, or this term is over.</exception>
    public SqliteTransaction Begin()
    {
        if (_isEnded || !_term.IsHeld)
            throw new NotActiveException();

        var transaction = Connection.BeginTransaction(deferred: false);
        if (Execute(transaction, new WriteCommand("select 1 from ha_term where number > $1", _term.Number)) is null)
            return transaction;

        transaction.Dispose();
        throw new NotActiveException();
    }

    /// <summary>Runs the commands in one transaction behind the check that no newer term exists.</summary>
    public void Write(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation)
    {
        using var transaction = Begin();
        foreach (var command in commands)
        {
            cancellation.ThrowIfCancellationRequested();
            _ = Execute(transaction, command);
        }

        Commit(transaction);
    }

    /// <summary>
    /// The order is the safety: from the first line on nothing commits any more; the second one ends what runs; the third one cannot begin
    /// before a commit that was already under way has finished; only then does the pool lock let a successor pass.
    /// The connection itself is closed by whoever holds the session.
    /// </summary>
    public void End()
    {
        _isEnded = true;
        if (Connection is { State: ConnectionState.Open, Handle: { } handle })
        {
            raw.sqlite3_interrupt(handle);
            _ = raw.sqlite3_exec(handle, "rollback");
        }

        _poolLock?.Dispose();
    }

    public void Close()
    {
        End();
        Connection.Dispose();
    }

    private static void Commit(SqliteTransaction transaction)
    {
        try
        {
            transaction.Commit();
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == RefusedByHook)
        {
            throw new NotActiveException();
        }
    }

    private object? Execute(SqliteTransaction transaction, WriteCommand write)
    {
        using var command = Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = write.Sql;
        for (var i = 0; i < write.Parameters.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", write.Parameters[i] ?? DBNull.Value);

        return command.ExecuteScalar();
    }
}
