using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Contracts.Security;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi.Security;

/// <summary>Lets calls of the Ledger API in whose callers have the rights that <see cref="LedgerRights"/> asks for.</summary>
/// <param name="tokens">Knows whose call it is.</param>
/// <param name="users">Knows what he may do.</param>
/// <param name="time">The clock.</param>
internal sealed class LedgerAuthorization(Tokens tokens, WatchedUsers users, TimeProvider time) : CallAuthorization
{
    protected override async ValueTask<ICallPermit?> PermitAsync(object request, ServerCallContext context)
    {
        if (!LedgerRights.All.TryGetValue(context.Method, out var right))
            throw SecurityErrors.PermissionDenied($"nobody has said who may call {context.Method}");
        if (right.IsOpen)
            return null;
        if (!tokens.IsOn)
        {
            right.Check(LedgerCaller.Anybody, request);
            return null;
        }

        var caller = await CallerOfAsync(context);
        right.Check(caller, request);
        return new UserPermit(caller, users, time);
    }

    private async Task<LedgerCaller> CallerOfAsync(ServerCallContext context)
    {
        var holder = await HolderOfAsync(tokens, context);
        if (!holder.IsFor(context.Method))
            throw SecurityErrors.Unauthenticated($"the token of {holder.Name} is not for this service");

        return holder is { Power: TokenPower.OfUser, User: { } user } ? new LedgerCaller(holder, await StandingOfAsync(user, context)) : new LedgerCaller(holder, Standing: null);
    }

    private async Task<UserStanding> StandingOfAsync(string user, ServerCallContext context) => await users.StandingOfAsync(user, context.CancellationToken) switch
    {
        null => throw SecurityErrors.PermissionDenied($"there is no user {user}, whose token it is"),
        { IsDeactivated: true } => throw SecurityErrors.PermissionDenied($"the user {user}, whose token it is, is deactivated"),
        var standing => standing,
    };
}

/// <summary>The right to a stream: lost when the token expires, or when what its user may do is no longer the same.</summary>
/// <param name="caller">Whose.</param>
/// <param name="users">Knows what he may do.</param>
/// <param name="time">The clock.</param>
internal sealed class UserPermit(LedgerCaller caller, WatchedUsers users, TimeProvider time) : ICallPermit
{
    public async Task<CantonErrorException> LostAsync(CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over);
        var expired = new TokenPermit(caller.Holder, time).LostAsync(either.Token);
        var first = caller.Standing is { } standing ? await Task.WhenAny(expired, StaleAsync(standing, either.Token)) : expired;
        try
        {
            return await first;
        }
        finally
        {
            await either.CancelAsync();
        }
    }

    private async Task<CantonErrorException> StaleAsync(UserStanding standing, CancellationToken over)
    {
        while (true)
        {
            var changed = users.Changed;
            if (!standing.IsSame(await users.StandingOfAsync(standing.Id, over)))
                return SecurityErrors.StaleStream(standing.Id);

            await changed.WaitAsync(over);
        }
    }
}
