using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Stops calling something that keeps failing: after so many failures all calls fail at once, until one call has shown that it works again.</summary>
public class CircuitBreaker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<State, Action> _listeners = [];
    private State _state = State.Closed;
    private TimeSpan _currentResetTimeout;
    private TimeSpan _openedAt;
    private bool _isProbing;

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, TimeSpan.FromDays(36500), 1.0)
    {
    }

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, maxResetTimeout, exponentialBackoffFactor, 0.0)
    {
    }

    /// <param name="scheduler">Whose time counts.</param>
    /// <param name="maxFailures">Failures in a row that open the breaker.</param>
    /// <param name="callTimeout">A call that takes longer has failed.</param>
    /// <param name="resetTimeout">How long the breaker stays open at first.</param>
    /// <param name="maxResetTimeout">How long it stays open at most.</param>
    /// <param name="exponentialBackoffFactor">By how much that time grows every time; 1 for not at all.</param>
    /// <param name="randomFactor">Up to this share is added at random.</param>
    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout,
        TimeSpan maxResetTimeout,
        double exponentialBackoffFactor,
        double randomFactor)
    {
        if (exponentialBackoffFactor < 1.0)
            throw new ArgumentException("factor must be >= 1.0", nameof(exponentialBackoffFactor));
        if (randomFactor is < 0.0 or > 1.0)
            throw new ArgumentException("randomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = _currentResetTimeout = resetTimeout;
        MaxResetTimeout = maxResetTimeout;
        ExponentialBackoffFactor = exponentialBackoffFactor;
        RandomFactor = randomFactor;
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    public IScheduler Scheduler { get; }

    public int MaxFailures { get; }

    public TimeSpan CallTimeout { get; }

    public TimeSpan ResetTimeout { get; }

    public TimeSpan MaxResetTimeout { get; }

    public double ExponentialBackoffFactor { get; }

    public double RandomFactor { get; }

    /// <summary>Failures in a row while the breaker was closed.</summary>
    public long CurrentFailureCount { get; private set; }

    public Exception LastCaughtException { get; private set; }

    public bool IsClosed => _state == State.Closed;

    public bool IsOpen => _state == State.Open;

    public bool IsHalfOpen => _state == State.HalfOpen;

    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <exception cref="OpenCircuitException">In the task: the breaker is open.</exception>
    /// <exception cref="TimeoutException">In the task: the call took too long.</exception>
    public async Task<T> WithCircuitBreaker<T>(Func<Task<T>> body)
    {
        var state = Admit();
        try
        {
            var result = await body().WaitAsync(CallTimeout).ConfigureAwait(false);
            NoteSuccess(state);
            return result;
        }
        catch (Exception e)
        {
            NoteFailure(state, e);
            throw;
        }
    }

    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body) => WithCircuitBreaker(() => body(state));

    public Task WithCircuitBreaker(Func<Task> body) => WithCircuitBreaker(async () =>
    {
        await body().ConfigureAwait(false);
        return Done.Instance;
    });

    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) => WithCircuitBreaker(() => body(state));

    public void WithSyncCircuitBreaker(Action body) => WithCircuitBreaker(() => Task.Run(body)).GetAwaiter().GetResult();

    public T WithSyncCircuitBreaker<T>(Func<T> body) => WithCircuitBreaker(() => Task.Run(body)).Result;

    /// <summary>Counts a success that happened elsewhere.</summary>
    public void Succeed() => NoteSuccess(_state);

    /// <summary>Counts a failure that happened elsewhere.</summary>
    public void Fail() => NoteFailure(_state, new UserCalledFailException());

    public CircuitBreaker OnOpen(Action callback) => On(State.Open, callback);

    public CircuitBreaker OnHalfOpen(Action callback) => On(State.HalfOpen, callback);

    public CircuitBreaker OnClose(Action callback) => On(State.Closed, callback);

    /// <summary>A breaker that stays open twice as long every time.</summary>
    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0, RandomFactor);

    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, MaxResetTimeout, ExponentialBackoffFactor, randomFactor);

    private CircuitBreaker On(State state, Action callback)
    {
        lock (_gate)
            _listeners[state] = _listeners.GetValueOrDefault(state) + callback;
        return this;
    }

    private State Admit()
    {
        lock (_gate)
        {
            if (_state == State.Open)
            {
                var left = _openedAt + _currentResetTimeout - Scheduler.MonotonicClock;
                throw new OpenCircuitException(LastCaughtException, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }

            if (_state == State.HalfOpen && _isProbing)
                throw new OpenCircuitException("Circuit breaker is half open, only one call is allowed; this call is failing fast.", LastCaughtException, TimeSpan.Zero);
            _isProbing = _state == State.HalfOpen;
            return _state;
        }
    }

    /// <summary>A call that began in another state says nothing about this one.</summary>
    private void NoteSuccess(State began)
    {
        lock (_gate)
        {
            if (began != _state || _state == State.Open)
                return;
            LastCaughtException = null;
            CurrentFailureCount = 0;
            _currentResetTimeout = ResetTimeout;
            if (_state == State.HalfOpen)
                Enter(State.Closed);
        }
    }

    private void NoteFailure(State began, Exception cause)
    {
        lock (_gate)
        {
            if (began != _state || _state == State.Open)
                return;
            LastCaughtException = cause;
            if (_state == State.HalfOpen || ++CurrentFailureCount == MaxFailures)
                Open();
        }
    }

    private void Open()
    {
        _openedAt = Scheduler.MonotonicClock;
        Enter(State.Open);
        Scheduler.Advanced.ScheduleOnce(_currentResetTimeout, AttemptReset);
        var next = _currentResetTimeout * ExponentialBackoffFactor * (1.0 + (Random.Shared.NextDouble() * RandomFactor));
        if (next < MaxResetTimeout)
            _currentResetTimeout = next;
    }

    private void AttemptReset()
    {
        lock (_gate)
        {
            _isProbing = false;
            Enter(State.HalfOpen);
        }
    }

    private void Enter(State state)
    {
        _state = state;
        if (_listeners.TryGetValue(state, out var listener))
            _ = Task.Run(listener);
    }
}
