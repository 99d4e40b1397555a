using System.Collections.Concurrent;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>
/// Run once on every physical write connection, those that replace broken ones included, before anybody gets to use it. An exception closes it.
/// Connections may be made while the barrier is being passed; none is admitted before it is.
/// </summary>
/// <param name="keys">The locks.</param>
/// <param name="term">The term to write in.</param>
/// <param name="barrier">Completes when this term has passed the barrier.</param>
internal sealed class WriteAdmission(LockKeys keys, LockTerm term, Task barrier)
{
    /// <summary>
    /// The order is the safety: whoever finds the main lock with its own term holds already what a successor must wait for. Checked
    /// the other way round, a successor could pass its barrier between the two. The server runs the commands one after the other.
    /// </summary>
    private const string TakeSql = "select pg_try_advisory_lock_shared($1)";

    private const string VerifySql = $"""
        select a.pid, {LockSql.StartedAt}, {LockSql.SessionHoldsMain} from {LockSql.OwnSession} a
        """;

    private readonly ConcurrentBag<SessionId> _admitted = [];

    /// <summary>The term to write in.</summary>
    public LockTerm Term => term;

    /// <summary>Completes when this term has passed the barrier.</summary>
    public Task Barrier => barrier;

    /// <summary>Every session ever admitted; some may have ended since.</summary>
    public IReadOnlyCollection<SessionId> Admitted => _admitted;

    /// <summary>Admits a connection that was opened synchronously.</summary>
    public void Admit(NpgsqlConnection connection)
    {
        if (!barrier.IsCompletedSuccessfully)
            throw new WriteSessionRefusedException($"The barrier of term {term.Number} has not been passed yet.");
        using var batch = Batch(connection);
        using var reader = batch.ExecuteReader();
        Admit(reader);
    }

    /// <summary>Admits a connection that was opened asynchronously.</summary>
    public async Task AdmitAsync(NpgsqlConnection connection)
    {
        await barrier;
        await using var batch = Batch(connection);
        await using var reader = await batch.ExecuteReaderAsync();
        Admit(reader);
    }

    private NpgsqlBatch Batch(NpgsqlConnection connection) => new(connection)
    {
        BatchCommands =
        {
            new NpgsqlBatchCommand(TakeSql) { Parameters = { Value(keys.Pool) } },
            new NpgsqlBatchCommand(VerifySql) { Parameters = { Value(keys.Main), Value(term.Session.Pid), Value(term.Session.StartedAt) } },
        },
    };

    private void Admit(NpgsqlDataReader reader)
    {
        reader.Read();
        if (!reader.GetBoolean(0))
            throw new WriteSessionRefusedException($"The pool lock is held exclusively, so a replica is passing the barrier; no session may be opened in term {term.Number} now.");

        reader.NextResult();
        reader.Read();
        if (!reader.GetBoolean(2))
            throw new WriteSessionRefusedException($"The main lock is not held by the main session of term {term.Number}.");
        _admitted.Add(new SessionId(reader.GetInt32(0), reader.GetInt64(1)));
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
