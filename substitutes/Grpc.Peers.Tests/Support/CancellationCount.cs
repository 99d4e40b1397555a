namespace Grpc.Peers.Tests.Support;

/// <summary>How many calls were cancelled while the service was waiting for that.</summary>
internal sealed class CancellationCount
{
    private int _current;

    public int Current => Volatile.Read(ref _current);

    public void Count() => Interlocked.Increment(ref _current);
}
