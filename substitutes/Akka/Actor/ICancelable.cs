namespace Akka.Actor;

/// <summary>Something that can be cancelled.</summary>
public interface ICancelable
{
    bool IsCancellationRequested { get; }

    CancellationToken Token { get; }

    void Cancel();

    void CancelAfter(TimeSpan delay);

    void CancelAfter(int millisecondsDelay);

    void Cancel(bool throwOnFirstException);
}

/// <summary>Cancels where there is something to cancel.</summary>
public static class CancelableExtensions
{
    public static void CancelIfNotNull(this ICancelable cancelable) => cancelable?.Cancel();
}

/// <summary>A cancellation whose delays go by the scheduler's time.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private readonly CancellationTokenSource _source;

    public Cancelable(IScheduler scheduler) : this(scheduler.Advanced)
    {
    }

    public Cancelable(IScheduler scheduler, int millisecondsDelay) : this(scheduler, TimeSpan.FromMilliseconds(millisecondsDelay))
    {
    }

    public Cancelable(IScheduler scheduler, TimeSpan delay) : this(scheduler.Advanced, delay)
    {
    }

    public Cancelable(IActionScheduler scheduler) : this(scheduler, new CancellationTokenSource())
    {
    }

    public Cancelable(IActionScheduler scheduler, TimeSpan delay) : this(scheduler) => CancelAfter(delay);

    private Cancelable(IActionScheduler scheduler, CancellationTokenSource source)
    {
        _scheduler = scheduler;
        _source = source;
    }

    public bool IsCancellationRequested => _source.IsCancellationRequested;

    public bool IsDisposed { get; private set; }

    public CancellationToken Token
    {
        get
        {
            ThrowIfDisposed();
            return _source.Token;
        }
    }

    /// <summary>One that is cancelled already.</summary>
    public static ICancelable CreateCanceled() => AlreadyCanceledCancelable.Instance;

    /// <summary>One that is cancelled with the first of the others.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler, cancelables.Select(c => c.Token).ToArray());

    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        new Cancelable(scheduler, CancellationTokenSource.CreateLinkedTokenSource(cancellationTokens));

    public void Cancel() => Cancel(throwOnFirstException: false);

    public void Cancel(bool throwOnFirstException)
    {
        ThrowIfDisposed();
        _source.Cancel(throwOnFirstException);
    }

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public void CancelAfter(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(delay), $"The delay must be >0, it was {delay}");
        ThrowIfDisposed();
        if (delay == TimeSpan.Zero)
            Cancel();
        else if (!IsCancellationRequested)
            _scheduler.ScheduleOnce(delay, CancelUnlessDisposed, this);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !IsDisposed)
            _source.Dispose();
        IsDisposed = true;
    }

    private void CancelUnlessDisposed()
    {
        if (!IsDisposed)
            Cancel(throwOnFirstException: true);
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);
}

/// <summary>Cancelled from the beginning.</summary>
internal sealed class AlreadyCanceledCancelable : ICancelable
{
    private AlreadyCanceledCancelable()
    {
    }

    public static ICancelable Instance { get; } = new AlreadyCanceledCancelable();

    public bool IsCancellationRequested => true;

    public CancellationToken Token { get; } = new(canceled: true);

    public void Cancel()
    {
    }

    public void Cancel(bool throwOnFirstException)
    {
    }

    public void CancelAfter(TimeSpan delay)
    {
    }

    public void CancelAfter(int millisecondsDelay)
    {
    }
}
