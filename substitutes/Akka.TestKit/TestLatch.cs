namespace Akka.TestKit;

/// <summary>Opens after it has been counted down a number of times.</summary>
public class TestLatch
{
    private readonly CountdownEvent _count;
    private readonly TimeSpan _timeout;
    private readonly Func<TimeSpan, TimeSpan> _dilate;

    /// <summary>A latch that opens at the first count.</summary>
    public TestLatch()
        : this(1)
    {
    }

    /// <summary>A latch with a time-out of five seconds.</summary>
    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>A latch with a time-out.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(null, defaultTimeout, count)
    {
    }

    /// <summary>A latch whose time-outs are dilated.</summary>
    protected internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _dilate = dilate ?? (timeout => timeout);
        _timeout = defaultTimeout;
        _count = new CountdownEvent(count);
    }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => _count.IsSet;

    /// <summary>Counts down by one.</summary>
    public void CountDown() => _count.Signal();

    /// <summary>Opens it, whatever the count.</summary>
    public void Open()
    {
        while (!IsOpen)
            CountDown();
    }

    /// <summary>Closes it again with the first count.</summary>
    public void Reset() => _count.Reset();

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready() => Ready(_timeout);

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    /// <exception cref="ArgumentException">The time-out is longer than can be waited.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue)
            throw new ArgumentException($"TestLatch does not support waiting for {timeout}", nameof(timeout));
        var dilated = _dilate(timeout);
        if (!_count.Wait(dilated))
            throw new TimeoutException($"Timeout of {dilated}");
    }
}
