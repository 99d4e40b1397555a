using System.Data.Common;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// A stage that writes rows (term, replica) into the table <c>appended</c> for as long as the database lets it. On purpose it looks neither at
/// the term nor at its token and uses the bare connection of a rented session: only the locks stand between it and a write that must not be.
/// </summary>
internal sealed class AppendingStage : ReceiveActor
{
    private readonly string _replica;
    private readonly WriteAccess _access;
    private readonly AppendMode _mode;
    private CancellationTokenSource _stop = new();

    public AppendingStage(string replica, WriteAccess access, AppendMode mode)
    {
        _replica = replica;
        _access = access;
        _mode = mode;
        Receive<StageProtocol.Open>(OnOpen);
        Receive<StageProtocol.Close>(OnClose);
        Receive<StageProtocol.AllOpen>(_ => { });
    }

    public static Props Props(string replica, WriteAccess access, AppendMode mode) =>
        Akka.Actor.Props.Create(() => new AppendingStage(replica, access, mode));

    protected override void PostStop() => _stop.Cancel();

    private void OnOpen(StageProtocol.Open open)
    {
        _stop = new CancellationTokenSource();
        _ = AppendAsync(open.Term.Number, _stop.Token);
        Sender.Tell(new StageProtocol.Opened(open.Term.Number));
    }

    private void OnClose(StageProtocol.Close close)
    {
        _stop.Cancel();
        Sender.Tell(new StageProtocol.Closed(close.Term));
    }

    private async Task AppendAsync(long term, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var session = await _access.RentAsync(stop);
                while (!stop.IsCancellationRequested && await pace.WaitForNextTickAsync(stop))
                    await AppendAsync(session.Connection, term);
            }
            catch (NotActiveException)
            {
                return;
            }
            catch (Exception e) when (e is DbException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The session is gone: the next round takes another one.
                await Task.Yield();
            }
        }
    }

    private async Task AppendAsync(DbConnection connection, long term)
    {
        if (_mode == AppendMode.Flood)
            await ReadAsync(connection, "select repeat('x', 1000) from generate_series(1, 20000)");

        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, transaction, $"insert into appended (term, replica) values ({term}, '{_replica}')");
        if (_mode == AppendMode.LongTransaction)
            await RunAsync(connection, transaction, "select pg_sleep(0.05)");

        await transaction.CommitAsync();
    }

    private static async Task RunAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
        }
    }
}

/// <summary>What an appending replica is busy with most of the time.</summary>
internal enum AppendMode
{
    /// <summary>Short transactions, one row each.</summary>
    Short,

    /// <summary>Transactions that stay open for a while.</summary>
    LongTransaction,

    /// <summary>Receiving large results between the rows.</summary>
    Flood,
}
