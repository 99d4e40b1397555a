namespace Akka.Util.Internal;

/// <summary>A number that many threads may count up.</summary>
/// <typeparam name="T">The type of the number.</typeparam>
public interface IAtomicCounter<T>
{
    T Current { get; }

    T Next();

    T GetAndIncrement();

    T IncrementAndGet();

    T AddAndGet(T amount);

    T GetAndAdd(T amount);

    void Reset();
}
