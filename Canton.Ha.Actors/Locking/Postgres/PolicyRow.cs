using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Reads the row of the failover policy.</summary>
internal static class PolicyRow
{
    /// <summary>What is read of it.</summary>
    public const string Columns = "paused_by, paused_why, paused_since, priorities::text";

    /// <summary>Reads the four columns that begin at <paramref name="first"/>; all are null where there is no row.</summary>
    public static FailoverPolicy Read(NpgsqlDataReader row, int first) =>
        row.IsDBNull(first + 3) ? FailoverPolicy.None : new FailoverPolicy(Pause(row, first), Priorities.Parse(row.GetString(first + 3)));

    /// <summary>Reads the first three of them.</summary>
    public static FailoverPause? Pause(NpgsqlDataReader row, int first) => row.IsDBNull(first + 2)
        ? null
        : new FailoverPause(row.GetString(first), row.GetString(first + 1), row.GetFieldValue<DateTimeOffset>(first + 2));
}
