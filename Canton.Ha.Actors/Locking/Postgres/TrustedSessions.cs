using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>
/// Opens main and presence sessions on the one host that can be trusted, by blocking calls only. A host is trusted when nothing stands
/// between it and this replica, it can write, and it is the same cluster as before with no term missing.
/// </summary>
internal sealed class TrustedSessions(PostgresDatabase database, ISessionPreparation preparation)
{
    private const string NewestTermSql = "select coalesce(max(term), 0) from canton_ha.term";

    private readonly SessionOpener _opener = new(database);

    /// <summary>
    /// Tries every host in order; each may take the connection time-out, no longer. A replica that knows nothing yet looks at all of them and
    /// takes the last one that lacks nothing of what it saw on those before: a primary that was left behind by a failover takes writes too.
    /// </summary>
    /// <exception cref="StorageRefusedException">Something only an operator can change is wrong.</exception>
    public TrustedSession Open(SessionKind kind, CancellationToken cancellation)
    {
        var isNew = database.Memory.Host is null;
        TrustedSession? opened = null;
        var refusals = new List<(string Host, Exception Cause)>();
        foreach (var host in database.Hosts)
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                var session = Open(kind, host, cancellation);
                opened?.Connection.Dispose();
                opened = session;
                if (!isNew)
                    break;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or UntrustedServerException)
            {
                refusals.Add((host, e));
            }
            catch
            {
                opened?.Connection.Dispose();
                throw;
            }
        }

        return opened is null ? throw Refusal(refusals) : Remember(opened);
    }

    private TrustedSession Open(SessionKind kind, string host, CancellationToken cancellation)
    {
        var connection = _opener.Open(kind, host);
        try
        {
            var look = ServerLook.At(connection);
            Pooler.Check(host, connection, look, database.Deadlines.IdleSessionTimeout);
            CheckServer(host, look);
            preparation.Prepare(connection, cancellation);
            CheckHistory(host, connection, look);
            Pooler.Check(host, connection, ServerLook.At(connection), look.Session);
            return new TrustedSession(connection, look.Session);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CheckServer(string host, ServerLook look)
    {
        if (look.VersionNumber < 140000)
            throw new StorageRefusedException($"The server on {host} is PostgreSQL {look.VersionNumber / 10000}; 14 or newer is needed.");
        if (look.IsInRecovery)
            throw new UntrustedServerException($"The server on {host} is a standby: a lock taken there would survive its promotion.");
        if (look.IsReadOnly)
            throw new UntrustedServerException($"The server on {host} is read-only.");
        if (database.Memory.SystemIdentifier is not 0 and var known && known != look.SystemIdentifier)
            throw new UntrustedServerException(
                $"The server on {host} is another database cluster ({look.SystemIdentifier}) than the one this replica has used ({known}).");
    }

    /// <summary>Only a server that passes every check may become the one that is remembered.</summary>
    private void CheckHistory(string host, NpgsqlConnection connection, ServerLook look)
    {
        using var command = new NpgsqlCommand(NewestTermSql, connection);
        var newest = (long)command.ExecuteScalar()!;
        var seen = database.Memory.NewestTerm;
        if (look.Timeline < database.Memory.Timeline)
            throw new UntrustedServerException(
                $"The server on {host} is at timeline {look.Timeline}, but this replica has seen timeline {database.Memory.Timeline}: the server was left behind by a failover of the database.");
        if (newest < seen)
            throw new UntrustedServerException(
                $"The newest term on the server on {host} is {newest}, but this replica has seen term {seen}: the server lacks what was committed.");
        if (!database.Memory.Recognizes(look.SystemIdentifier))
            throw new UntrustedServerException($"The server on {host} is another database cluster than the one this replica has used.");
        database.Memory.NoteTerm(newest);
        database.Memory.NoteTimeline(look.Timeline);
    }

    private TrustedSession Remember(TrustedSession session)
    {
        database.Memory.Host = session.Connection.Host;
        return session;
    }

    private static Exception Refusal(List<(string Host, Exception Cause)> refusals) =>
        refusals is [(_, NpgsqlException only)] ? only : new UntrustedServerException(Sentence(refusals));

    private static string Sentence(List<(string Host, Exception Cause)> refusals) => refusals is [(_, var only)]
        ? only.Message
        : "No host can be used. " + string.Join(' ', refusals.Select(refusal => $"{refusal.Host}: {refusal.Cause.Message}"));
}
