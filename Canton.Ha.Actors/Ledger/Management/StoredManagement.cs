using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>Users and parties in a database.</summary>
/// <param name="participant">The id of this participant.</param>
/// <param name="reads">Connections to read with.</param>
/// <param name="commands">What is written how.</param>
/// <param name="writes">Of the term it is opened for.</param>
internal sealed class StoredManagement(string participant, IReads reads, ManagementSql commands, TermWrites writes) : IManagementStore
{
    public async Task<UserRecord?> FindUserAsync(string id, CancellationToken cancellation) =>
        (await ReadAsync(commands.FindUser, User, cancellation, id)).SingleOrDefault();

    public Task<ImmutableArray<UserRecord>> ListUsersAsync(string after, int size, CancellationToken cancellation) =>
        ReadAsync(commands.ListUsers, User, cancellation, after, size);

    public async Task<ImmutableHashSet<UserRight>> ReadRightsAsync(string id, CancellationToken cancellation) =>
        [.. await ReadAsync(commands.Rights, row => new UserRight((Right.KindOneofCase)row.GetInt32(0), row.GetString(1)), cancellation, id)];

    public Task<ImmutableArray<PartyRecord>> FindPartiesAsync(IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        ReadAsync(commands.FindParties, Party, cancellation, participant, JsonSerializer.Serialize(parties));

    public Task<ImmutableArray<PartyRecord>> ListPartiesAsync(PartiesQuery query, CancellationToken cancellation) =>
        ReadAsync(commands.ListParties, Party, cancellation, participant, query.After, query.Prefix, query.Prefix + ManagementSql.AfterAllCharacters, query.Size);

    public Task WriteAsync(IReadOnlyCollection<ManagementChange> changes, CancellationToken cancellation) =>
        writes.WriteAsync([.. changes.SelectMany(commands.Write)], cancellation);

    private static UserRecord User(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3), Annotations.Read(row.GetString(4)));

    private static PartyRecord Party(DbDataReader row) =>
        new(row.GetString(0), row.GetInt32(1) != 0, row.IsDBNull(2) ? Annotations.None : Annotations.Read(row.GetString(2)));

    private async Task<ImmutableArray<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        await using var connection = await reads.OpenAsync(cancellation);
        return await connection.ListAsync(sql, read, cancellation, values);
    }
}
