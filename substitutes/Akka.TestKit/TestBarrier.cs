namespace Akka.TestKit;

/// <summary>Lets nobody pass until a number of threads wait for it.</summary>
public class TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
{
    private readonly TimeSpan _timeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
    private readonly Barrier _barrier = new(count);

    /// <summary>Waits for the others, at most for the default time-out.</summary>
    public void Await() => Await(_timeout);

    /// <summary>Waits for the others, at most for the dilated time-out.</summary>
    public void Await(TimeSpan timeout) => _barrier.SignalAndWait(testKit.Dilated(timeout));

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        _barrier.RemoveParticipants(count);
        _barrier.AddParticipants(count);
    }
}
