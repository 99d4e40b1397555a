namespace Akka.TestKit.Internal;

public partial class InternalEventFilterApplier
{
    /// <inheritdoc />
    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    /// <inheritdoc />
    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Expect(1, timeout, action, cancellationToken);

    /// <inheritdoc />
    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    /// <inheritdoc />
    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Expect(1, timeout, func, cancellationToken);

    /// <inheritdoc />
    [Obsolete("Use ExpectOneAsync(Func<Task>, CancellationToken).")]
    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) => InterceptAsync(Lift(action), null, 1, cancellationToken);

    /// <inheritdoc />
    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => ExpectAsync(1, actionAsync, cancellationToken);

    /// <inheritdoc />
    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    /// <inheritdoc />
    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => ExpectAsync(1, func, cancellationToken);

    /// <inheritdoc />
    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    /// <inheritdoc />
    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(action), null, expectedCount, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc />
    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(action), timeout, expectedCount, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc />
    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(func), null, expectedCount, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc />
    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(func), timeout, expectedCount, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc />
    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(actionAsync), null, expectedCount, cancellationToken);

    /// <inheritdoc />
    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(actionAsync), timeout, expectedCount, cancellationToken);

    /// <inheritdoc />
    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(action), timeout, expectedCount, cancellationToken);

    /// <inheritdoc />
    [Obsolete("Use ExpectAsync<T>(expectedCount, TimeSpan, Func<Task<T>>).")]
    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(action), timeout, expectedCount, cancellationToken);

    /// <inheritdoc />
    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, null, expectedCount, cancellationToken);

    /// <inheritdoc />
    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, timeout, expectedCount, cancellationToken);

    /// <inheritdoc />
    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(func), null, null, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc />
    public void Mute(Action action, CancellationToken cancellationToken = default) =>
        InterceptAsync(Lift(action), null, null, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc />
    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, null, null, cancellationToken);

    /// <inheritdoc />
    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => InterceptAsync(Lift(action), null, null, cancellationToken);

    /// <inheritdoc />
    [Obsolete("Use MuteAsync(Func<Task>).")]
    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) => InterceptAsync(Lift(action), null, null, cancellationToken);

    private static Func<Task<NotUsed>> Lift(Action action) => () =>
    {
        action();
        return Task.FromResult(NotUsed.Instance);
    };

    private static Func<Task<NotUsed>> Lift(Func<Task> action) => async () =>
    {
        await action();
        return NotUsed.Instance;
    };

    private static Func<Task<T>> Lift<T>(Func<T> func) => () => Task.FromResult(func());
}
