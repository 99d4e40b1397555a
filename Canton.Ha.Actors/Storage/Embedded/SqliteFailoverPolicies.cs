using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Embedded;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>Changes the failover policy in a SQLite database.</summary>
/// <param name="open">Opens the migrated database.</param>
/// <param name="wake">Wakes every replica.</param>
internal sealed class SqliteFailoverPolicies(Func<CancellationToken, Task<SqliteConnection>> open, Action wake) : IFailoverPolicies
{
    private const string PauseSql = $"""
        update ha_failover_policy
        set paused_by = $1, paused_why = $2, paused_since = coalesce(paused_since, {EmbeddedSql.Now})
        """;

    private const string ResumeSql = "update ha_failover_policy set paused_by = null, paused_why = null, paused_since = null, nominee = null";

    /// <summary>A null in the patch removes the entry.</summary>
    private const string PreferSql = "update ha_failover_policy set priorities = json_patch(priorities, json_object($1, nullif($2, 0)))";

    /// <inheritdoc/>
    public async Task<FailoverPolicy> ReadAsync(CancellationToken cancellation)
    {
        using var connection = await open(cancellation);
        return EmbeddedTables.Policy(connection);
    }

    /// <inheritdoc/>
    public Task<FailoverPolicy> PauseAsync(string by, string why, CancellationToken cancellation) => ChangeAsync(PauseSql, cancellation, by, why);

    /// <inheritdoc/>
    public Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation) => ChangeAsync(ResumeSql, cancellation);

    /// <inheritdoc/>
    public Task<FailoverPolicy> PreferAsync(string replica, int priority, CancellationToken cancellation)
    {
        FailoverPolicy.RequirePriority(priority);
        return ChangeAsync(PreferSql, cancellation, replica, priority);
    }

    private async Task<FailoverPolicy> ChangeAsync(string sql, CancellationToken cancellation, params IReadOnlyList<object> parameters)
    {
        using var connection = await open(cancellation);
        EmbeddedTables.Execute(connection, sql, parameters);
        wake();
        return EmbeddedTables.Policy(connection);
    }
}
