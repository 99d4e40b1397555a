using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>Users and parties that are kept nowhere: for storage of type memory. What it does is what the other stores have to do.</summary>
/// <param name="participant">The id of this participant.</param>
/// <param name="ledger">Where it is read who is hosted.</param>
/// <param name="access">Whether one may write.</param>
internal sealed class MemoryManagement(string participant, Func<ILedgerReads> ledger, WriteAccess access) : IManagementStore
{
    private readonly Lock _gate = new();
    private Stored _stored = Stored.First;

    public Task<UserRecord?> FindUserAsync(string id, CancellationToken cancellation) => Task.FromResult(_stored.Users.GetValueOrDefault(id));

    public Task<ImmutableArray<UserRecord>> ListUsersAsync(string after, int size, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<UserRecord>>([.. _stored.Users.Values.SkipWhile(user => string.CompareOrdinal(user.Id, after) <= 0).Take(size)]);

    public Task<ImmutableHashSet<UserRight>> ReadRightsAsync(string id, CancellationToken cancellation) => Task.FromResult(_stored.RightsOf(id));

    public async Task<ImmutableArray<PartyRecord>> FindPartiesAsync(IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        [.. (await ReadPartiesAsync(cancellation)).Where(party => parties.Contains(party.Party))];

    public async Task<ImmutableArray<PartyRecord>> ListPartiesAsync(PartiesQuery query, CancellationToken cancellation)
    {
        var known = await ReadPartiesAsync(cancellation);
        return [.. known.Where(party => party.Party.StartsWith(query.Prefix, StringComparison.Ordinal) && string.CompareOrdinal(party.Party, query.After) > 0).Take(query.Size)];
    }

    public async Task WriteAsync(IReadOnlyCollection<ManagementChange> changes, CancellationToken cancellation)
    {
        await using var admitted = await access.RentAsync(cancellation);
        lock (_gate)
            _stored = changes.Aggregate(_stored, (stored, change) => stored.With(change));
    }

    private async Task<IEnumerable<PartyRecord>> ReadPartiesAsync(CancellationToken cancellation)
    {
        var hosted = (await ledger().LoadAsync(cancellation)).Hosting.Values.SelectMany(hosting => hosting.All);
        return
            from same in hosted.GroupBy(host => host.Party, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal)
            select new PartyRecord(same.Key, same.Any(host => host.Participant == participant), _stored.Annotated.GetValueOrDefault(same.Key, Annotations.None));
    }

    private sealed record Stored(
        ImmutableSortedDictionary<string, UserRecord> Users,
        ImmutableDictionary<string, ImmutableHashSet<UserRight>> Rights,
        ImmutableDictionary<string, ImmutableSortedDictionary<string, string>> Annotated)
    {
        public static readonly Stored First = new Stored(
                ImmutableSortedDictionary.Create<string, UserRecord>(StringComparer.Ordinal),
                ImmutableDictionary.Create<string, ImmutableHashSet<UserRight>>(StringComparer.Ordinal),
                ImmutableDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal))
            .With(new ManagementChange.PutUser(UserRecord.ParticipantAdmin))
            .With(new ManagementChange.Grant(UserRecord.ParticipantAdmin.Id, [new UserRight(Right.KindOneofCase.ParticipantAdmin, "")]));

        public ImmutableHashSet<UserRight> RightsOf(string id) => Rights.GetValueOrDefault(id, []);

        public Stored With(ManagementChange change) => change switch
        {
            ManagementChange.PutUser put => this with { Users = Users.SetItem(put.User.Id, put.User) },
            ManagementChange.RemoveUser remove => this with { Users = Users.Remove(remove.Id), Rights = Rights.Remove(remove.Id) },
            ManagementChange.Grant grant when Users.ContainsKey(grant.Id) => this with { Rights = Rights.SetItem(grant.Id, RightsOf(grant.Id).Union(grant.Rights)) },
            ManagementChange.Grant => this,
            ManagementChange.Revoke revoke => this with { Rights = Rights.SetItem(revoke.Id, RightsOf(revoke.Id).Except(revoke.Rights)) },
            ManagementChange.PutParty put => this with { Annotated = Annotated.SetItem(put.Party, put.Annotations) },
            _ => throw new InvalidOperationException($"{change} is no change of users or parties."),
        };
    }
}
