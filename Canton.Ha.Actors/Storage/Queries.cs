using System.Collections.Immutable;
using System.Data.Common;

namespace Canton.Ha.Actors.Storage;

/// <summary>Rows that a statement answers.</summary>
internal static class Queries
{
    /// <summary>All of them, in their order.</summary>
    /// <param name="connection">Whom to ask.</param>
    /// <param name="statement">What, with parameters $1, $2, ….</param>
    /// <param name="read">What a row means.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="values">Of the parameters.</param>
    public static async Task<ImmutableArray<T>> ListAsync<T>(
        this DbConnection connection, string statement, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        await using var command = connection.Command(statement, values);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await row.ReadAsync(cancellation))
            rows.Add(read(row));
        return rows.DrainToImmutable();
    }
}
