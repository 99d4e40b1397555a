using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>Connections to read with, of a SQLite database; each is opened when it is asked for.</summary>
internal sealed class SqliteReads(Func<SqliteConnection> open) : IReads
{
    /// <inheritdoc/>
    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => new(open());
}
