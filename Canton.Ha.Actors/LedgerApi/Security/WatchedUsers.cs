using System.Collections.Concurrent;
using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Management;

namespace Canton.Ha.Actors.LedgerApi.Security;

/// <summary>
/// Users and parties of a term, with what each user may do at hand. Nobody but the active replica changes users, and no other way but through this: so
/// what is remembered is right until a change goes through here, and who depends on it hears of that at once.
/// </summary>
/// <param name="store">Where it is stored.</param>
internal sealed class WatchedUsers(IManagementStore store) : IManagementStore
{
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _changed = New();

    /// <summary>Completes with the next change of users, whichever. To be asked for before what it is about is read.</summary>
    public Task Changed => _changed.Task;

    /// <summary>What a user may do; null if there is no such user.</summary>
    public async ValueTask<UserStanding?> StandingOfAsync(string id, CancellationToken cancellation)
    {
        var changed = Changed;
        if (_remembered.TryGetValue(id, out var known) && known.Until == changed)
            return known.Standing;

        if (await store.FindUserAsync(id, cancellation) is not { } user)
            return null;

        var standing = new UserStanding(id, user.IsDeactivated, await store.ReadRightsAsync(id, cancellation));
        if (_remembered.Count >= RememberedMax)
            _remembered.Clear();
        _remembered[id] = new Remembered(standing, changed);
        return standing;
    }

    public Task<UserRecord?> FindUserAsync(string id, CancellationToken cancellation) => store.FindUserAsync(id, cancellation);

    public Task<ImmutableArray<UserRecord>> ListUsersAsync(string after, int size, CancellationToken cancellation) => store.ListUsersAsync(after, size, cancellation);

    public Task<ImmutableHashSet<UserRight>> ReadRightsAsync(string id, CancellationToken cancellation) => store.ReadRightsAsync(id, cancellation);

    public Task<ImmutableArray<PartyRecord>> FindPartiesAsync(IReadOnlyCollection<string> parties, CancellationToken cancellation) => store.FindPartiesAsync(parties, cancellation);

    public Task<ImmutableArray<PartyRecord>> ListPartiesAsync(PartiesQuery query, CancellationToken cancellation) => store.ListPartiesAsync(query, cancellation);

    /// <summary>Whether it has worked or not: after a failure nobody knows.</summary>
    public async Task WriteAsync(IReadOnlyCollection<ManagementChange> changes, CancellationToken cancellation)
    {
        try
        {
            await store.WriteAsync(changes, cancellation);
        }
        finally
        {
            if (changes.Any(change => change is not ManagementChange.PutParty))
                Forget();
        }
    }

    /// <summary>Users change rarely; to remember nothing is simpler than to know what a change was about. What was read before holds no longer, even if it is remembered only now.</summary>
    private void Forget()
    {
        var changed = _changed;
        _changed = New();
        changed.TrySetResult();
        _remembered.Clear();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Remembered(UserStanding Standing, Task Until);
}

/// <summary>What a user may do.</summary>
/// <param name="Id">Which user.</param>
/// <param name="IsDeactivated">Nothing, for as long as that lasts.</param>
/// <param name="Rights">What otherwise.</param>
internal sealed record UserStanding(string Id, bool IsDeactivated, ImmutableHashSet<UserRight> Rights)
{
    public bool IsSame(UserStanding? other) => other is not null && other.IsDeactivated == IsDeactivated && other.Rights.SetEquals(Rights);
}
