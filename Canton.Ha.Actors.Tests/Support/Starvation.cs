using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// Blocks every thread of the pool for ten seconds, and tells meanwhile on standard output, from a thread of its own, what becomes of the term.
/// </summary>
internal sealed class Starvation(LockTerm term)
{
    public const string Begun = "starvation: begun";
    public const string Lost = "starvation: the term was lost";
    public const string Over = "starvation: over, no thread was free";

    /// <summary>More than the pool would make in the time.</summary>
    private const int Blocked = 500;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private readonly ManualResetEvent _over = new(initialState: false);
    private int _hasBegun;
    private int _wasAnyFree;

    public void BeginOnce()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
            new Thread(Watch) { IsBackground = true, Name = "starvation" }.Start();
    }

    /// <summary>The last in the queue gets a thread only when all before it have had one.</summary>
    private void Watch()
    {
        for (var item = 0; item < Blocked; item++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => _over.WaitOne(), null);
        ThreadPool.UnsafeQueueUserWorkItem(_ => Interlocked.Exchange(ref _wasAnyFree, 1), null);

        Say(Begun);
        var began = TimeProvider.System.GetTimestamp();
        WatchTerm(began);
        Say(Volatile.Read(ref _wasAnyFree) == 0 ? Over : "starvation: over, but there was a free thread");
        _over.Set();
    }

    private void WatchTerm(long began)
    {
        var isLost = false;
        while (TimeProvider.System.GetElapsedTime(began) < Length)
        {
            _over.WaitOne(TimeSpan.FromMilliseconds(10));
            if (isLost || !term.Lost.IsCancellationRequested)
                continue;

            isLost = true;
            Say($"{Lost} when its last proof was {term.Proof.Age.TotalMilliseconds:F0} ms old");
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
