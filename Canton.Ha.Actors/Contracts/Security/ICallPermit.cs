using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>The right to a call that takes long.</summary>
internal interface ICallPermit
{
    /// <summary>Completes with the reason when the right is lost.</summary>
    /// <param name="over">The call has ended; nobody wants to know any more.</param>
    Task<CantonErrorException> LostAsync(CancellationToken over);
}

/// <summary>The right of who has a token, for as long as it is valid.</summary>
/// <param name="holder">Who.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenPermit(TokenHolder holder, TimeProvider time) : ICallPermit
{
    /// <summary>Timers are not made for years.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromDays(1);

    public async Task<CantonErrorException> LostAsync(CancellationToken over)
    {
        var expired = new TaskCompletionSource<CantonErrorException>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ended = over.UnsafeRegister(static task => ((TaskCompletionSource<CantonErrorException>)task!).TrySetCanceled(), expired);
        if (holder.ExpiresAt is not { } at)
            return await expired.Task;

        ITimer? timer = null;
        timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using (timer)
        {
            Look();
            return await expired.Task;
        }

        void Look()
        {
            var left = at - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
                expired.TrySetResult(SecurityErrors.TokenExpired());
            else
                _ = timer?.Change(left < LookEvery ? left : LookEvery, Timeout.InfiniteTimeSpan);
        }
    }
}
