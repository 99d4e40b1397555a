using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>
/// What can be done with users. Changes wait for each other: only the active replica changes them, and only here, so that what was read before a change
/// still holds when it is written; what a former active replica had begun is refused by the fence.
/// </summary>
internal sealed class Users(IManagementStore store)
{
    private readonly SemaphoreSlim _changing = new(1);

    /// <summary>A user; refused if there is none.</summary>
    public async Task<UserRecord> GetAsync(string id, CancellationToken cancellation) =>
        await store.FindUserAsync(id, cancellation) ?? throw ManagementErrors.UserNotFound(id);

    /// <summary>The rights of a user; refused if there is no such user.</summary>
    public async Task<ImmutableHashSet<UserRight>> RightsAsync(string id, CancellationToken cancellation)
    {
        _ = await GetAsync(id, cancellation);
        return await store.ReadRightsAsync(id, cancellation);
    }

    /// <summary>A new user; refused if its id is taken.</summary>
    public Task CreateAsync(UserRecord user, ImmutableHashSet<UserRight> rights, CancellationToken cancellation) => ChangeAsync(async () =>
    {
        RequireFew(user.Id, rights);
        if (await store.FindUserAsync(user.Id, cancellation) is not null)
            throw ManagementErrors.UserAlreadyExists(user.Id);

        await store.WriteAsync([new ManagementChange.PutUser(user), new ManagementChange.Grant(user.Id, rights)], cancellation);
        return rights;
    }, cancellation);

    /// <summary>Removes a user; refused if there is none.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => ChangeAsync(async () =>
    {
        var user = await GetAsync(id, cancellation);
        await store.WriteAsync([new ManagementChange.RemoveUser(id)], cancellation);
        return user;
    }, cancellation);

    /// <summary>Gives rights to a user, and makes other changes with it, all or nothing.</summary>
    /// <returns>Those that it had not.</returns>
    public Task<ImmutableHashSet<UserRight>> GrantAsync(
        string id, ImmutableHashSet<UserRight> rights, IReadOnlyCollection<ManagementChange> others, CancellationToken cancellation) => ChangeAsync(async () =>
    {
        var had = await RightsAsync(id, cancellation);
        RequireFew(id, had.Union(rights));
        var granted = rights.Except(had);
        await WriteAsync([.. others, .. ChangeOf(granted, new ManagementChange.Grant(id, granted))], cancellation);
        return granted;
    }, cancellation);

    /// <summary>Takes rights from a user.</summary>
    /// <returns>Those that it had.</returns>
    public Task<ImmutableHashSet<UserRight>> RevokeAsync(string id, ImmutableHashSet<UserRight> rights, CancellationToken cancellation) => ChangeAsync(async () =>
    {
        var revoked = rights.Intersect(await RightsAsync(id, cancellation));
        await WriteAsync([.. ChangeOf(revoked, new ManagementChange.Revoke(id, revoked))], cancellation);
        return revoked;
    }, cancellation);

    private static void RequireFew(string id, ImmutableHashSet<UserRight> rights)
    {
        if (rights.Count > LedgerLimits.UserRightsMax)
            throw ManagementErrors.TooManyUserRights(id, rights.Count);
    }

    private static IEnumerable<ManagementChange> ChangeOf(ImmutableHashSet<UserRight> rights, ManagementChange change) => rights.IsEmpty ? [] : [change];

    private Task WriteAsync(ImmutableArray<ManagementChange> changes, CancellationToken cancellation) =>
        changes.IsEmpty ? Task.CompletedTask : store.WriteAsync(changes, cancellation);

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            return await change();
        }
        finally
        {
            _changing.Release();
        }
    }
}
