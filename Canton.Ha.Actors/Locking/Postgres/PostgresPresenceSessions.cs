using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Opens presence sessions on PostgreSQL.</summary>
/// <param name="database">The database.</param>
/// <param name="preparation">What must be true of its schema.</param>
/// <param name="addresses">Where the servers of the replica can be reached; asked for with each session, because a server may learn its port late.</param>
internal sealed class PostgresPresenceSessions(
    PostgresDatabase database, ISessionPreparation preparation, Func<ReplicaAddresses> addresses) : IPresenceSessions
{
    private const string JoinSql = $"select pg_try_advisory_lock_shared($1), pg_notify('{LockSql.RosterChannel}', $2)";

    private readonly RegisteredSessions _sessions = new(database, preparation, SessionKind.Presence, LockSql.RosterChannel);

    /// <inheritdoc/>
    public async Task<IPresenceSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation)
    {
        var (connection, _) = await _sessions.OpenAsync(addresses(), Join, signal, cancellation).ConfigureAwait(false);
        return new PostgresPresenceSession(connection, database);
    }

    /// <summary>Nobody ever takes this lock exclusively, so a refusal means that something foreign uses its id.</summary>
    private void Join(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(JoinSql, connection)
        {
            Parameters = { Parameter.Of(database.Keys.Presence), Parameter.Of(database.Replica) },
        };
        if (command.ExecuteScalar() is not true)
            throw new UntrustedServerException($"Something holds the presence lock ({database.Keys.Presence}) exclusively.");
    }
}
