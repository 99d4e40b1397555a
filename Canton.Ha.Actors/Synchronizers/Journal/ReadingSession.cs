using System.Data;
using System.Data.Common;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Synchronizers.Journal;

/// <summary>A connection to read with, for a library that takes it for a write session.</summary>
internal sealed class ReadingSession(DbConnection connection) : IWriteSession
{
    public DbConnection Connection => connection;

    public Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation) => throw new NotActiveException();

    public async Task<DbTransaction> BeginAsync(IsolationLevel level, CancellationToken cancellation) => await connection.BeginTransactionAsync(level, cancellation);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
