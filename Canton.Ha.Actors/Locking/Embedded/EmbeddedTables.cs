using Canton.Ha.Actors.Contracts;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>What locking reads and writes in the tables of a SQLite store.</summary>
internal static class EmbeddedTables
{
    private const string ReadIdentitySql = """
        update ha_participant set identity = $1 where identity is null;
        select identity from ha_participant
        """;

    private const string NextTermSql = """
        update ha_term_counter set last = last + 1;
        select last from ha_term_counter
        """;

    private const string NewestTermsSql = """
        select number, replica, cause, began_at, active_at, ended_at, end_cause from ha_term order by number desc limit $1
        """;

    /// <summary>The logical participant of this store; the first one who asks decides it.</summary>
    public static string Identity(SqliteConnection connection, string ifFirst) =>
        (string)Read(connection, null, ReadIdentitySql, ifFirst);

    /// <summary>A random name that the store was given when it was created.</summary>
    public static string StoreId(SqliteConnection connection) =>
        (string)Read(connection, null, "select store_id from ha_participant");

    /// <summary>The last term number that was given out; 0 before the first.</summary>
    public static long LastTermNumber(SqliteConnection connection) =>
        (long)Read(connection, null, "select last from ha_term_counter");

    /// <summary>Gives out a new term number, on the disk before it is returned.</summary>
    public static long NextTermNumber(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var next = (long)Read(connection, transaction, NextTermSql);
        transaction.Commit();
        return next;
    }

    /// <summary>The newest terms, newest first.</summary>
    public static IReadOnlyList<TermRecord> NewestTerms(SqliteConnection connection, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = NewestTermsSql;
        command.Parameters.AddWithValue("$1", limit);
        using var reader = command.ExecuteReader();
        var terms = new List<TermRecord>();
        while (reader.Read())
            terms.Add(new TermRecord(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Time(reader.GetInt64(3)),
                reader.IsDBNull(4) ? null : Time(reader.GetInt64(4)), reader.IsDBNull(5) ? null : Time(reader.GetInt64(5)),
                reader.IsDBNull(6) ? null : reader.GetString(6)));

        return terms;
    }

    private const string NomineeSql = $"""
        select nominee from ha_failover_policy
        where nominated_in = (select max(number) from ha_term) and {EmbeddedSql.Now} between nominated_at and nominated_until
        """;

    private const string NominateSql = $"""
        update ha_failover_policy
        set nominee = $1, nominated_in = (select max(number) from ha_term),
            nominated_at = {EmbeddedSql.Now}, nominated_until = {EmbeddedSql.Now} + $2
        """;

    /// <summary>The named successor, while it is the time of the nomination.</summary>
    public static string? Nominee(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = NomineeSql;
        return command.ExecuteScalar() as string;
    }

    /// <summary>Notes who alone may take the main lock after the newest term.</summary>
    public static void Nominate(SqliteConnection connection, Nomination nomination) =>
        Execute(connection, NominateSql, [nomination.Replica, (long)nomination.For.TotalMilliseconds]);

    /// <summary>What replicas keep to when they take over.</summary>
    public static FailoverPolicy Policy(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select paused_by, paused_why, paused_since, priorities from ha_failover_policy";
        using var reader = command.ExecuteReader();
        reader.Read();
        var pause = reader.IsDBNull(2) ? null : new FailoverPause(reader.GetString(0), reader.GetString(1), Time(reader.GetInt64(2)));
        return new FailoverPolicy(pause, Priorities.Parse(reader.GetString(3)));
    }

    /// <summary>Runs one statement with positional parameters: <c>$1</c>, <c>$2</c>, …</summary>
    public static void Execute(SqliteConnection connection, string sql, IReadOnlyList<object> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Count; i++)
            command.Parameters.AddWithValue($"${i + 1}", parameters[i]);

        command.ExecuteNonQuery();
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static object Read(SqliteConnection connection, SqliteTransaction? transaction, string sql, string? parameter = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        if (parameter is not null)
            command.Parameters.AddWithValue("$1", parameter);

        return command.ExecuteScalar() ?? throw new InvalidDataException($"The store answers nothing to: {sql}");
    }
}
