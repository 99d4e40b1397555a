using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Memory;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Ledger.Management;

/// <summary>A store of users and parties in a term in which one may write, and a way to have parties hosted.</summary>
internal sealed record ManagementPlace(WritingTerm Term, IManagementStore Store, Func<string, IReadOnlyList<(string Party, string Participant)>, Task> HostAsync) : IAsyncDisposable
{
    /// <summary>In a database, where hosting is a table.</summary>
    /// <param name="storage">With the tables of the ledger.</param>
    /// <param name="sql">How that database is spoken to.</param>
    /// <param name="schema">Before the names of tables.</param>
    /// <param name="participant">Who is here.</param>
    public static async Task<ManagementPlace> InDatabaseAsync(ReplicaStorage storage, ManagementSql sql, string schema, string participant)
    {
        var term = await WritingTerm.BeginAsync(storage);
        return new ManagementPlace(term, new StoredManagement(participant, storage.Reads, sql, new TermWrites(term.Access, term.Term)), async (synchronizer, hosted) =>
        {
            await using var session = await term.Access.RentAsync(default);
            await session.WriteAsync([.. hosted.Select(host => new WriteCommand(
                $"insert into {schema}hosting (synchronizer, party, participant, permission) values ($1, $2, $3, $4)",
                synchronizer[4] - '0', host.Party, host.Participant, (int)ParticipantPermission.Submission))], default);
        });
    }

    /// <summary>In memory, with a ledger in memory.</summary>
    public static async Task<ManagementPlace> InMemoryAsync(string participant)
    {
        var ledger = new MemoryLedger();
        var term = await WritingTerm.BeginAsync(Memory());
        return new ManagementPlace(term, new MemoryManagement(participant, () => ledger, term.Access), (synchronizer, hosted) => ledger.WriteAsync(
            [new IndexedBatch(synchronizer, LedgerEnd.Begin, Position: null) { Hosted = [.. hosted.Select(host => new HostedParty(host.Party, host.Participant, ParticipantPermission.Submission))] }],
            default));
    }

    /// <summary>A database of the embedded kind that lives as long as the test.</summary>
    public static ReplicaStorage Memory() =>
        MemoryStorage.For(EmbeddedDisk.Replica("participant1", "participant", new StorageSettings.Memory()), () => EmbeddedDisk.Addresses, [LedgerSchema.Part]);

    public async Task<bool> EndAsync()
    {
        await Term.DisposeAsync();
        return true;
    }

    public ValueTask DisposeAsync() => Term.DisposeAsync();
}
