using System.Collections.Concurrent;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Where interceptors and services write down that a call passed them.</summary>
internal sealed class Passed
{
    private readonly ConcurrentQueue<string> _marks = new();

    public IReadOnlyList<string> Marks => [.. _marks];

    public void Mark(string mark) => _marks.Enqueue(mark);
}
