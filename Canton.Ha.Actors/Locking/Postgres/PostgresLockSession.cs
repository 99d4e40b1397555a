using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>A main session: takes the main lock at most once in its life, because session locks are counted and a second one would outlive a release.</summary>
internal sealed class PostgresLockSession(WatchedConnection connection, SessionId id, PostgresDatabase database) : ILockSession
{
    private const string ProveSql = $"""
        select {LockSql.SessionHoldsMain}, pg_backend_pid() = $2 and {LockSql.CanWrite}
        """;

    private const string ReleaseSql = $"select pg_advisory_unlock($1), pg_notify('{LockSql.LockChannel}', $2)";

    private readonly PostgresTakeover _takeover = new(database, id);
    private bool _hasLock;

    /// <inheritdoc/>
    public SessionId Id => id;

    /// <inheritdoc/>
    public Task<LockAttempt> TryAcquireAsync(int passedOver, CancellationToken cancellation) =>
        connection.CallAsync(main => TryTake(main, passedOver), cancellation);

    /// <inheritdoc/>
    public Task ProveAsync(CancellationToken cancellation) => connection.CallAsync(Prove, cancellation);

    /// <inheritdoc/>
    public async Task ReleaseAsync(Nomination? successor, CancellationToken cancellation)
    {
        try
        {
            if (successor is not null)
                await connection.CallAsync(main => _takeover.Nominate(main, successor), cancellation).ConfigureAwait(false);
            await connection.CallAsync(Release, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private LockAttempt TryTake(NpgsqlConnection main, int passedOver)
    {
        if (_hasLock)
            throw new InvalidOperationException("This session has taken the main lock already.");

        var attempt = _takeover.Try(main, passedOver);
        _hasLock = attempt is LockAttempt.Taken;
        return attempt;
    }

    private bool Prove(NpgsqlConnection main)
    {
        using var command = database.Command(ProveSql, main, Parameter.Of(database.Keys.Main), Parameter.Of(id.Pid), Parameter.Of(id.StartedAt));
        using var reader = command.ExecuteReader();
        reader.Read();
        if (!reader.GetBoolean(0))
            throw new UntrustedServerException("The main session does not hold the main lock.");
        if (!reader.GetBoolean(1))
            throw new UntrustedServerException($"The server on {main.Host} has become read-only.");
        return true;
    }

    private bool Release(NpgsqlConnection main)
    {
        using var command = database.Command(ReleaseSql, main, Parameter.Of(database.Keys.Main), Parameter.Of(database.Replica));
        return command.ExecuteScalar() is true;
    }
}
