using System.Collections.Concurrent;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// Asks every replica again and again, from outside, whether it is active. Whoever is asked after somebody was seen active in a term must
/// not claim to be active in an older one, and nobody in the term of another.
/// </summary>
internal sealed class ActivityWatch : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentDictionary<long, string> _holders = [];
    private readonly ConcurrentQueue<string> _contradictions = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ReplicaSet _replicas;
    private readonly Task _watching;
    private long _newest;

    private ActivityWatch(ReplicaSet replicas)
    {
        _replicas = replicas;
        _watching = Task.WhenAll(replicas.Names.Select(WatchAsync));
    }

    /// <summary>Terms in which somebody was seen active.</summary>
    public IReadOnlyCollection<long> Terms => [.. _holders.Keys.Order()];

    public static ActivityWatch Of(ReplicaSet replicas) => new(replicas);

    /// <summary>Ends the watch and says what it saw.</summary>
    public async Task ShouldHaveSeenNeverTwoAtOnceAsync()
    {
        await DisposeAsync();
        _contradictions.Should().BeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    private async Task WatchAsync(string name)
    {
        using var timer = new PeriodicTimer(Period);
        while (!_stop.IsCancellationRequested)
        {
            var newestBefore = Volatile.Read(ref _newest);
            if (await _replicas[name].SeeAsync() is { IsActive: true } claim)
                Note(name, claim.Term, newestBefore);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private void Note(string name, long term, long newestBefore)
    {
        if (term < newestBefore)
            _contradictions.Enqueue($"{name} claimed to be active in term {term} after somebody was seen active in term {newestBefore}");
        if (_holders.GetOrAdd(term, name) is var holder && holder != name)
            _contradictions.Enqueue($"{name} claimed to be active in term {term}, which is {holder}'s");

        for (var newest = Volatile.Read(ref _newest); term > newest; newest = Volatile.Read(ref _newest))
            Interlocked.CompareExchange(ref _newest, term, newest);
    }
}
