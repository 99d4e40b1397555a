using System.Data;
using System.Data.Common;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>A write session while it is rented. One that broke is not used again: the driver closes it when it is given back.</summary>
internal sealed class PostgresWriteSession(PostgresWritePool pool, NpgsqlConnection connection, bool isFenced) : IWriteSession
{
    private const string FenceSql = "select canton_ha.assert_term($1)";

    private int _isGivenBack;

    /// <inheritdoc/>
    public DbConnection Connection => connection;

    /// <summary>All commands travel together and end with one synchronisation point, which makes them one transaction on the server.</summary>
    public async Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation)
    {
        pool.ThrowUnlessHeld();
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellation, pool.Term.Lost, pool.Closing);
        await using var batch = new NpgsqlBatch(connection);
        if (isFenced)
            batch.BatchCommands.Add(Command(new WriteCommand(FenceSql, pool.Term.Number)));
        foreach (var command in commands)
            batch.BatchCommands.Add(Command(command));
        await batch.ExecuteNonQueryAsync(alive.Token);
    }

    /// <inheritdoc/>
    public async Task<DbTransaction> BeginAsync(IsolationLevel level, CancellationToken cancellation)
    {
        pool.ThrowUnlessHeld();
        var transaction = await connection.BeginTransactionAsync(level, cancellation);
        if (!isFenced)
            return transaction;
        try
        {
            await using var fence = new NpgsqlCommand(FenceSql, connection, transaction) { Parameters = { new NpgsqlParameter<long> { TypedValue = pool.Term.Number } } };
            await fence.ExecuteNonQueryAsync(cancellation);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isGivenBack, 1) != 0)
            return;
        try
        {
            await connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // A transaction was open and its session is gone, so there is nothing to roll back; the driver has closed the connection.
        }
        finally
        {
            pool.GiveBack();
        }
    }

    private static NpgsqlBatchCommand Command(WriteCommand command)
    {
        var batched = new NpgsqlBatchCommand(command.Sql);
        foreach (var value in command.Parameters)
            batched.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return batched;
    }
}
