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

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private int _hasBegun;

    public void BeginOnce()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
            new Thread(Watch) { IsBackground = true, Name = "starvation" }.Start();
    }

    private void Watch()
    {
        using var hunger = new Hunger();
        Say(Begun);
        WatchTerm();
        Say(hunger.IsFelt ? Over : "starvation: over, but there was a free thread");
    }

    private void WatchTerm()
    {
        var began = TimeProvider.System.GetTimestamp();
        var isLost = false;
        using var never = new ManualResetEvent(initialState: false);
        while (TimeProvider.System.GetElapsedTime(began) < Length)
        {
            never.WaitOne(TimeSpan.FromMilliseconds(10));
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
