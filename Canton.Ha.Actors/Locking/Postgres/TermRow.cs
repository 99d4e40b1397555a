using System.Data.Common;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Reads a row of the term table: term, replica, cause, began_at, active_at, ended_at, end_cause.</summary>
internal static class TermRow
{
    /// <summary>Reads the seven columns that begin at <paramref name="first"/>.</summary>
    public static TermRecord Read(DbDataReader row, int first) => new(
        row.GetInt64(first), row.GetString(first + 1), row.GetString(first + 2), row.GetFieldValue<DateTimeOffset>(first + 3),
        Time(row, first + 4), Time(row, first + 5), row.IsDBNull(first + 6) ? null : row.GetString(first + 6));

    private static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
