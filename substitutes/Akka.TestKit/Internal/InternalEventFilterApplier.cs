using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Mutes events by way of the event stream and counts those for which a filter applies.</summary>
public partial class InternalEventFilterApplier : IEventFilterApplier
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>An applier for the events of one actor system.</summary>
    public InternalEventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    /// <inheritdoc />
    public EventFilterFactory And => new(_testkit, _system, _filters);

    /// <inheritdoc />
    public IUnmutableFilter Mute()
    {
        _system.EventStream.Publish(new Mute(_filters));
        return new Muted(_filters, _system);
    }

    private async Task<T> InterceptAsync<T>(Func<Task<T>> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken)
    {
        var limit = timeout is { } given ? _testkit.Dilated(given) : Settings.TestEventFilterLeeway;
        var counter = new MatchCounter();
        _system.EventStream.Publish(new Mute(_filters));
        try
        {
            foreach (var filter in _filters)
                filter.EventMatched += counter.Count;
            var result = await func();
            if (expected is { } count && !await counter.IsExactlyAsync(count, limit, cancellationToken))
                Assertions.Fail(Explain(count, counter.Matched, limit).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            return result;
        }
        finally
        {
            foreach (var filter in _filters)
                filter.EventMatched -= counter.Count;
            _system.EventStream.Publish(new Unmute(_filters));
        }
    }

    private TestKitSettings Settings => _system.HasExtension<TestKitSettings>() ? TestKitExtension.For(_system) : _testkit.TestKitSettings;

    private ITestKitAssertions Assertions =>
        TestKitAssertionsExtension.For(_system.HasExtension<TestKitAssertionsProvider>() ? _system : _testkit.Sys).Assertions;

    private string Explain(int expected, int received, TimeSpan limit)
    {
        var filters = string.Join(",", _filters);
        if (received < expected)
            return $"Timeout ({limit}) while waiting for messages. Only received {received}/{expected} messages that matched filter [{filters}]";
        var surplus = received - expected;
        return $"Received {surplus} {Messages(surplus)} too many. Expected {expected} {Messages(expected)} but received {received} that matched filter [{filters}]";
    }

    private static string Messages(int number) => number == 1 ? "message" : "messages";

    /// <summary>Counts matches and wakes whoever waits for the expected number.</summary>
    private sealed class MatchCounter
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private int _matched;

        public int Matched => Volatile.Read(ref _matched);

        public void Count(EventFilterBase filter, LogEvent logEvent)
        {
            Interlocked.Increment(ref _matched);
            _arrived.Release();
        }

        /// <summary>Waits for the expected number of matches; when none is expected, for the first one that should not be.</summary>
        public async Task<bool> IsExactlyAsync(int expected, TimeSpan limit, CancellationToken cancellationToken)
        {
            var deadline = TestKitBase.Now + limit;
            for (var awaited = Math.Max(expected, 1); awaited > 0; awaited--)
            {
                var left = deadline - TestKitBase.Now;
                if (!await _arrived.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken))
                    break;
            }

            return Matched == expected;
        }
    }

    private sealed class Muted(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system) : IUnmutableFilter
    {
        private int _unmuted;

        public void Unmute()
        {
            if (Interlocked.Exchange(ref _unmuted, 1) == 0)
                system.EventStream.Publish(new Unmute(filters));
        }

        public void Dispose() => Unmute();
    }
}
