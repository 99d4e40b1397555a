using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Opens sessions of one kind that can be trusted, are written down under the name of their replica, and listen on a channel.</summary>
/// <param name="database">The database.</param>
/// <param name="preparation">What must be true of its schema.</param>
/// <param name="kind">What the sessions are for.</param>
/// <param name="channel">Where they listen.</param>
internal sealed class RegisteredSessions(PostgresDatabase database, ISessionPreparation preparation, SessionKind kind, string channel)
{
    private readonly TrustedSessions _sessions = new(database, preparation);

    /// <summary>Opens one on a thread of its own.</summary>
    /// <param name="addresses">Where the replica can be reached.</param>
    /// <param name="begin">What the session does before anybody gets to use it.</param>
    /// <param name="signal">Hears that the connection broke, and wake-ups.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<(WatchedConnection Connection, TrustedSession Session)> OpenAsync(
        ReplicaAddresses addresses, Action<NpgsqlConnection> begin, Action<SessionSignal> signal, CancellationToken cancellation) =>
        WatchedConnection.OpenAsync($"{database.Replica} {kind.ToString().ToLowerInvariant()} session", database.Replica, signal, () =>
        {
            var opened = Open(addresses, begin, cancellation);
            return (opened.Connection, opened);
        });

    private TrustedSession Open(ReplicaAddresses addresses, Action<NpgsqlConnection> begin, CancellationToken cancellation)
    {
        var session = _sessions.Open(kind, cancellation);
        try
        {
            SessionRegistration.Register(session, channel, database.Replica, addresses);
            begin(session.Connection);
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
