namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Blocks every thread of the pool, and whatever threads it adds, until disposed or for a time.</summary>
internal sealed class Hunger : IDisposable
{
    private const int Meals = 1000;

    private readonly ManualResetEventSlim _over = new();
    private int _isFed;

    public Hunger()
    {
        for (var meal = 0; meal < Meals; meal++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => _over.Wait(), this, preferLocal: false);
        ThreadPool.UnsafeQueueUserWorkItem(_ => Volatile.Write(ref _isFed, 1), this, preferLocal: false);
    }

    /// <summary>Ended by a thread of its own, for those who would need the pool to get to the end.</summary>
    public Hunger(TimeSpan time)
        : this() =>
        new Thread(() => End(time)) { IsBackground = true }.Start();

    /// <summary>What was given to the pool after all its threads were blocked has not been done.</summary>
    public bool IsFelt => Volatile.Read(ref _isFed) == 0;

    public void Dispose() => _over.Set();

    private void End(TimeSpan time)
    {
        _over.Wait(time);
        _over.Set();
    }
}
