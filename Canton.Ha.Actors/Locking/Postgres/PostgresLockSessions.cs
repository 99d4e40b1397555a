using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Opens main sessions on PostgreSQL.</summary>
internal sealed class PostgresLockSessions(PostgresDatabase database, ISessionPreparation preparation) : ILockSessions
{
    private readonly RegisteredSessions _sessions = new(database, preparation, SessionKind.Main, LockSql.LockChannel);

    /// <inheritdoc/>
    public async Task<ILockSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation)
    {
        var (connection, session) = await _sessions.OpenAsync(ReplicaAddresses.None, begin: _ => { }, signal, cancellation).ConfigureAwait(false);
        return new PostgresLockSession(connection, session.Id, database);
    }
}
