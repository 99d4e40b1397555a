namespace Canton.Ha.Actors.Locking;

/// <summary>Main sessions of which every try and every proof is measured. What comes after an answer runs where the answer came, as without it.</summary>
internal sealed class MeasuredLockSessions(ILockSessions sessions, LockMeter meter, TimeProvider time) : ILockSessions
{
    public async Task<ILockSession> OpenAsync(Action<SessionSignal> signal, CancellationToken cancellation)
    {
        try
        {
            return new Session(await sessions.OpenAsync(signal, cancellation).ConfigureAwait(false), meter, time);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            meter.Failed();
            throw;
        }
    }

    private sealed class Session(ILockSession session, LockMeter meter, TimeProvider time) : ILockSession
    {
        public Contracts.SessionId Id => session.Id;

        public async Task<LockAttempt> TryAcquireAsync(int passedOver, CancellationToken cancellation)
        {
            try
            {
                var attempt = await session.TryAcquireAsync(passedOver, cancellation).ConfigureAwait(false);
                meter.Tried(attempt);
                return attempt;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                meter.Failed();
                throw;
            }
        }

        public async Task ProveAsync(CancellationToken cancellation)
        {
            var sentAt = time.GetTimestamp();
            await session.ProveAsync(cancellation).ConfigureAwait(false);
            meter.Proved(time.GetElapsedTime(sentAt));
        }

        public Task ReleaseAsync(Nomination? successor, CancellationToken cancellation) => session.ReleaseAsync(successor, cancellation);

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
