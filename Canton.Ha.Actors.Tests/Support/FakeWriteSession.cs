using System.Data;
using System.Data.Common;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A rented write session that writes nothing.</summary>
internal sealed class FakeWriteSession(FakeWritePool pool) : IWriteSession
{
    public DbConnection Connection => throw new NotSupportedException("This session is a fake.");

    public Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation) =>
        pool.IsAlive ? Task.CompletedTask : Task.FromException(new IOException("the connection is closed"));

    public Task<DbTransaction> BeginAsync(IsolationLevel level, CancellationToken cancellation) => throw new NotSupportedException("This session is a fake.");

    public async ValueTask DisposeAsync() => await pool.Returning.Ask(() => true);
}
