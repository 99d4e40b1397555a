using System.Collections.Immutable;
using System.Globalization;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Embedded;
using Canton.Ha.Actors.Storage.Postgres;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Benchmarks.Store;

/// <summary>Rows per second, and their cost, of the ledger's store alone: one writer that registers and writes groups of creations, and one reader after it.</summary>
internal sealed class StoreBenchmark(LedgerTerm term, Transactions made, int groupSize, Costs costs, TextWriter output)
{
    private const int PageSize = 1_000;
    private const int ChunkSize = 10_000;
    private const int ReadMax = 200_000;

    /// <param name="isEmbedded">On a SQLite file in place of a PostgreSQL server.</param>
    /// <param name="transactions">How many to write.</param>
    /// <param name="groupSize">How many travel together.</param>
    /// <param name="output">Where the results go.</param>
    public static async Task RunAsync(bool isEmbedded, int transactions, int groupSize, TextWriter output)
    {
        await using var server = isEmbedded ? null : await PostgresServer.StartAsync();
        using var disk = new EmbeddedDisk();
        StorageSettings settings = server is null ? new StorageSettings.Embedded(disk.Path, WriteConnections: 2) : await server.CreateDatabaseAsync("ledger");
        var replica = EmbeddedDisk.Patient("participant1", settings);
        var storage = settings is StorageSettings.Postgres postgres
            ? PostgresStorage.For(postgres, replica, () => EmbeddedDisk.Addresses, [LedgerSchema.Part], hasStatementFence: true)
            : EmbeddedStorage.For((StorageSettings.Embedded)settings, replica, () => EmbeddedDisk.Addresses, [LedgerSchema.Part], TimeProvider.System);
        var access = new WriteAccess();
        await using var term = await LedgerTerm.BeginAsync(storage, access, LedgerStores.For(settings, storage, access));
        await term.Store.Reads.LoadAsync(default);

        var costs = new Costs(server is null ? null : await PostmasterAsync(server));
        var benchmark = new StoreBenchmark(term, new Transactions(groupSize), groupSize, costs, output);
        await benchmark.WriteAsync(transactions);
        await benchmark.ReadAsync();
    }

    /// <summary>In chunks, so that what it takes to make the rows is not measured.</summary>
    private async Task WriteAsync(int transactions)
    {
        while (made.Offset < transactions)
        {
            var groups = Enumerable.Range(0, Math.Max(1, ChunkSize / groupSize)).Select(_ => made.Next()).ToList();
            term.Term.Proof.Renew(term.Term.Proof.Now);
            costs.Restart();
            var registering = term.Store.Writes.RegisterAsync(groups[0].Messages, default);
            for (var group = 0; group < groups.Count; group++)
            {
                await registering;
                registering = group + 1 < groups.Count ? term.Store.Writes.RegisterAsync(groups[group + 1].Messages, default) : Task.CompletedTask;
                await term.Store.Writes.WriteAsync([groups[group].Batch], default);
            }

            var rows = (long)groups.Count * groupSize;
            if ((made.Offset / rows & (made.Offset / rows) - 1) == 0 || made.Offset >= transactions)
                await ShowAsync($"{made.Offset} transactions registered and written, {groupSize} together", rows);
        }
    }

    private async Task ReadAsync()
    {
        costs.Restart();
        await term.Store.Reads.LoadAsync(default);
        await ShowAsync("loaded", 1);
        for (var round = 0; round < 2; round++)
        {
            await MeasureAsync("updates", UpdatesAsync);
            await MeasureAsync("contracts", ContractsAsync);
        }

        var ids = (await term.Store.Reads.ReadContractsAsync(new ContractsQuery(made.Offset, made.Offset - PageSize, -1, PageSize, null), default)).Select(row => row.Id).ToList();
        await MeasureAsync("active contracts found, 100 together", () => AskAsync(ids, part => term.Store.Reads.FindActiveAsync(part, default)));
        var changes = Enumerable.Range(0, PageSize).Select(number => made.LastChange with { CommandId = $"command-{1 + (number * (made.Offset / PageSize))}" }).ToList();
        await MeasureAsync("acceptances found, 100 together", () => AskAsync(changes, part => term.Store.Reads.FindAcceptancesAsync(part, default)));
        costs.Restart();
        await term.Store.Writes.PruneAsync(made.Offset / 2, default);
        await ShowAsync("pruned", made.Offset / 2);
    }

    private async Task<long> UpdatesAsync()
    {
        var last = 0L;
        for (var page = await PageAsync(0); page.Length > 0 && last < ReadMax; page = await PageAsync(last))
            last = page[^1].Offset;
        return last;

        Task<ImmutableArray<UpdateRow>> PageAsync(long after) => term.Store.Reads.ReadUpdatesAsync(new UpdatesQuery(after, long.MaxValue, IsDescending: false, PageSize, null), default);
    }

    private async Task<long> ContractsAsync()
    {
        var last = 0L;
        for (var page = await PageAsync(0); page.Length > 0 && last < ReadMax; page = await PageAsync(last))
            last = page[^1].Offset;
        return last;

        Task<ImmutableArray<ContractRow>> PageAsync(long after) => term.Store.Reads.ReadContractsAsync(new ContractsQuery(made.Offset, after, 0, PageSize, null), default);
    }

    private static async Task<long> AskAsync<T, TAnswer>(List<T> all, Func<T[], Task<ImmutableDictionary<T, TAnswer>>> ask)
        where T : notnull
    {
        var found = 0L;
        for (var round = 0; round < 10; round++)
            foreach (var part in all.Chunk(100))
                found += (await ask(part)).Count;
        return found;
    }

    private async Task MeasureAsync(string what, Func<Task<long>> read)
    {
        costs.Restart();
        await ShowAsync(what, await read());
    }

    /// <summary>Nobody holds the lock against this process, so its proof is renewed between what is measured.</summary>
    private Task ShowAsync(string what, long rows)
    {
        term.Term.Proof.Renew(term.Term.Proof.Now);
        return output.WriteLineAsync($"{what}: {costs.Of(rows)}");
    }

    /// <summary>The parent of whichever process serves a session.</summary>
    private static async Task<int> PostmasterAsync(PostgresServer server)
    {
        var session = await server.ReadAsync<int>("postgres", "select min(pid) from pg_stat_activity where backend_type = 'checkpointer'");
        var fields = (await File.ReadAllTextAsync($"/proc/{session}/stat")).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(fields[1], CultureInfo.InvariantCulture);
    }
}
