using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A replica that waits until no write session of anybody else exists.</summary>
internal sealed record FakeBarrier(FakeLink Link, LockTerm Term, Func<FakeWritePool> Open, long Since, CancellationToken Cancellation)
{
    public TaskCompletionSource<FakeWritePool> Passed { get; } = new();

    public bool IsGivenUp => Cancellation.IsCancellationRequested || Term.Lost.IsCancellationRequested;
}
