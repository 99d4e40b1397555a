namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Opens main sessions on PostgreSQL.</summary>
internal sealed class PostgresLockSessions(PostgresDatabase database, ISessionPreparation preparation) : ILockSessions
{
    private readonly TrustedSessions _sessions = new(database, preparation);

    /// <inheritdoc/>
    public async Task<ILockSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation)
    {
        var (connection, session) = await WatchedConnection.OpenAsync(
            $"{database.Replica} main session", database.Replica, signal, () =>
            {
                var opened = Open(cancellation);
                return (opened.Connection, opened);
            }).ConfigureAwait(false);
        return new PostgresLockSession(connection, session.Id, database);
    }

    private TrustedSession Open(CancellationToken cancellation)
    {
        var session = _sessions.Open(SessionKind.Main, cancellation);
        try
        {
            SessionRegistration.Register(session, LockSql.LockChannel, database.Replica, address: "");
            cancellation.ThrowIfCancellationRequested();
            return session;
        }
        catch
        {
            session.Connection.Dispose();
            throw;
        }
    }
}
