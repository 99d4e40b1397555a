using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Opens presence sessions on PostgreSQL.</summary>
/// <param name="database">The database.</param>
/// <param name="preparation">What must be true of its schema.</param>
/// <param name="address">Where the replica's health server listens, for the others to know; empty if it has none.</param>
internal sealed class PostgresPresenceSessions(PostgresDatabase database, ISessionPreparation preparation, string address) : IPresenceSessions
{
    private const string JoinSql = $"select pg_try_advisory_lock_shared($1), pg_notify('{LockSql.RosterChannel}', $2)";

    private readonly TrustedSessions _sessions = new(database, preparation);

    /// <inheritdoc/>
    public async Task<IPresenceSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation)
    {
        var (connection, _) = await WatchedConnection.OpenAsync(
            $"{database.Replica} presence session", database.Replica, signal, () =>
            {
                var opened = Open(cancellation);
                return (opened.Connection, opened);
            }).ConfigureAwait(false);
        return new PostgresPresenceSession(connection, database);
    }

    private TrustedSession Open(CancellationToken cancellation)
    {
        var session = _sessions.Open(SessionKind.Presence, cancellation);
        try
        {
            SessionRegistration.Register(session, LockSql.RosterChannel, database.Replica, address);
            Join(session.Connection);
            cancellation.ThrowIfCancellationRequested();
            return session;
        }
        catch
        {
            session.Connection.Dispose();
            throw;
        }
    }

    /// <summary>Nobody ever takes this lock exclusively, so a refusal means that something foreign uses its id.</summary>
    private void Join(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(JoinSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = database.Keys.Presence },
                new NpgsqlParameter<string> { TypedValue = database.Replica },
            },
        };
        if (command.ExecuteScalar() is not true)
            throw new UntrustedServerException($"Something holds the presence lock ({database.Keys.Presence}) exclusively.");
    }
}
