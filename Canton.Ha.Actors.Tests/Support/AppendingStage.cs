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
    private const int Writers = 2;

    private readonly string _replica;
    private readonly WriteAccess _access;
    private readonly WorkloadFile _workload;
    private CancellationTokenSource _stop = new();

    public AppendingStage(string replica, WriteAccess access, WorkloadFile workload)
    {
        _replica = replica;
        _access = access;
        _workload = workload;
        Receive<StageProtocol.Open>(OnOpen);
        Receive<StageProtocol.Close>(OnClose);
        Receive<StageProtocol.AllOpen>(_ => { });
    }

    public static Props Props(string replica, WriteAccess access, WorkloadFile workload) =>
        Akka.Actor.Props.Create(() => new AppendingStage(replica, access, workload));

    protected override void PostStop() => _stop.Cancel();

    private void OnOpen(StageProtocol.Open open)
    {
        _stop = new CancellationTokenSource();
        var starvation = new Starvation(open.Term);
        for (var writer = 0; writer < Writers; writer++)
            _ = AppendAsync(open.Term.Number, starvation, _stop.Token);
        Sender.Tell(new StageProtocol.Opened(open.Term.Number));
    }

    private void OnClose(StageProtocol.Close close)
    {
        _stop.Cancel();
        Sender.Tell(new StageProtocol.Closed(close.Term));
    }

    private async Task AppendAsync(long term, Starvation starvation, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await pace.WaitForNextTickAsync(stop);
                await using var session = await _access.RentAsync(stop);
                while (await pace.WaitForNextTickAsync(stop))
                    await AppendAsync(session.Connection, term, starvation);
            }
            catch (NotActiveException)
            {
                return;
            }
            catch (Exception e) when (e is DbException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The session is gone, or the stage is closed: the next round finds out which.
            }
        }
    }

    private async Task AppendAsync(DbConnection connection, long term, Starvation starvation)
    {
        var workload = _workload.Read();
        if (workload == Workload.Idle)
            return;
        if (workload == Workload.Starve)
            starvation.BeginOnce();
        if (workload == Workload.Flood)
            await ReadAsync(connection, "select repeat('x', 1000) from generate_series(1, 20000)");

        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, transaction, $"insert into appended (term, replica) values ({term}, '{_replica}')");
        if (workload == Workload.LongTransaction)
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
