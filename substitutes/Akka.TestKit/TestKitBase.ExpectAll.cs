using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects the next message to be equal to one of several.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAnyOfAsync(messages, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to be equal to one of several.</summary>
    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var max = RemainingOrDefault;
        var expected = messages.ToList();
        var message = await ReceiveOneAsync(max, cancellationToken);
        _assertions.AssertTrue(
            message is not null, "Timeout {0} during waiting for ExpectMsgAnyOf waiting for ({1})", max, string.Join(",", expected));
        _assertions.AssertTrue(message is T typed && expected.Contains(typed), "ExpectMsgAnyOf found unexpected {0}", message);
        return (T)message;
    }

    /// <summary>Expects as many messages as are given, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    /// <summary>Expects as many messages as are given, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ListOf(ExpectMsgAllOfAsync(messages, cancellationToken));

    /// <summary>Expects as many messages as are given, equal to them in any order, within a dilated time.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    /// <summary>Expects as many messages as are given, equal to them in any order, within a dilated time.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ListOf(ExpectMsgAllOfAsync(max, messages, cancellationToken));

    /// <summary>Expects as many messages as are given, equal to them in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOfAsync<T, T>(RemainingOrDefault, messages, Equal, cancellationToken);

    /// <summary>Expects as many messages as are given, equal to them in any order, within a dilated time.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return AllOfAsync<T, T>(Dilated(max), messages, Equal, cancellationToken);
    }

    /// <summary>Expects as many messages as there are predicates, each accepted by one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(predicates, CancellationToken.None);

    /// <summary>Expects as many messages as there are predicates, each accepted by one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        ListOf(ExpectMsgAllOfMatchingPredicatesAsync(predicates, cancellationToken));

    /// <summary>Expects as many messages as there are predicates, each accepted by one of them, within a dilated time.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    /// <summary>Expects as many messages as there are predicates, each accepted by one of them, within a dilated time.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        ListOf(ExpectMsgAllOfMatchingPredicatesAsync(max, predicates, cancellationToken));

    /// <summary>Expects as many messages as there are predicates, each accepted by one of them.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllOfAsync<object, PredicateInfo>(RemainingOrDefault, predicates, Accepts, cancellationToken);

    /// <summary>Expects as many messages as there are predicates, each accepted by one of them, within a dilated time.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return AllOfAsync<object, PredicateInfo>(Dilated(max), predicates, Accepts, cancellationToken);
    }

    private static bool Equal<T>(T expected, object message) => Equals(expected, message);

    private static bool Accepts(PredicateInfo predicate, object message) =>
        predicate.Type == message.GetType() && (bool)predicate.PredicateT.DynamicInvoke(message);

    private async IAsyncEnumerable<T> AllOfAsync<T, TExpected>(
        TimeSpan max,
        IReadOnlyCollection<TExpected> expected,
        Func<TExpected, object, bool> isMeant,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missing = expected.ToList();
        var unexpected = new List<object>();
        await foreach (var message in MessagesAsync(expected.Count, max, cancellationToken))
        {
            var found = missing.FindIndex(candidate => isMeant(candidate, message));
            if (found >= 0)
                missing.RemoveAt(found);
            else
                unexpected.Add(message);
            if (message is T typed)
                yield return typed;
        }

        if (missing.Count + unexpected.Count > 0)
            _assertions.Fail("not found [{0}] found unexpected [{1}]", string.Join(", ", missing), string.Join(", ", unexpected));
    }
}
