using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>Changes the failover policy on PostgreSQL, by single statements that also wake every replica.</summary>
internal sealed class PostgresFailoverPolicies(PostgresReads connections) : IFailoverPolicies
{
    /// <summary>Nobody's name, so that it wakes everybody.</summary>
    private const string WakeAll = $"pg_notify('{LockSql.RosterChannel}', ''), pg_notify('{LockSql.LockChannel}', '')";

    private const string ReadSql = $"select {PolicyRow.Columns} from canton_ha.failover_policy";

    private const string PauseSql = $"""
        update canton_ha.failover_policy set paused_by = $1, paused_why = $2, paused_since = coalesce(paused_since, clock_timestamp())
        returning {PolicyRow.Columns}, {WakeAll}
        """;

    private const string ResumeSql = $"""
        update canton_ha.failover_policy set paused_by = null, paused_why = null, paused_since = null, nominee = null
        returning {PolicyRow.Columns}, {WakeAll}
        """;

    private const string PreferSql = $"""
        update canton_ha.failover_policy
        set priorities = case when $2 = 0 then priorities - $1 else priorities || jsonb_build_object($1, $2) end
        returning {PolicyRow.Columns}, {WakeAll}
        """;

    /// <inheritdoc/>
    public Task<FailoverPolicy> ReadAsync(CancellationToken cancellation) => RunAsync(ReadSql, cancellation);

    /// <inheritdoc/>
    public Task<FailoverPolicy> PauseAsync(string by, string why, CancellationToken cancellation) =>
        RunAsync(PauseSql, cancellation, Parameter.Of(by), Parameter.Of(why));

    /// <inheritdoc/>
    public Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation) => RunAsync(ResumeSql, cancellation);

    /// <inheritdoc/>
    public Task<FailoverPolicy> PreferAsync(string replica, int priority, CancellationToken cancellation)
    {
        FailoverPolicy.RequirePriority(priority);
        return RunAsync(PreferSql, cancellation, Parameter.Of(replica), Parameter.Of(priority));
    }

    private async Task<FailoverPolicy> RunAsync(string sql, CancellationToken cancellation, params IEnumerable<NpgsqlParameter> parameters)
    {
        await using var connection = await connections.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? PolicyRow.Read(reader, 0)
            : throw new InvalidDataException("The table canton_ha.failover_policy has lost its row.");
    }
}
