using System.Collections;
using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What a filter makes of messages, until it returns null or the dilated time is over.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ListOf(ReceiveWhileAsync(max, filter, msgs, cancellationToken));

    /// <summary>What a filter makes of messages, until it returns null, none comes for a while, or the dilated time is over.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ListOf(ReceiveWhileAsync(max, idle, filter, msgs, cancellationToken));

    /// <summary>What a filter makes of messages, until it returns null, none comes for a while, or the dilated time is over.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ListOf(ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken));

    /// <summary>Messages of one type, until a predicate refuses one, none comes for a while, or the dilated time is over.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default) =>
        ListOf(ReceiveWhileAsync(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken));

    /// <summary>What a filter makes of messages, until it returns null or the dilated time is over.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, null, msgs, cancellationToken);

    /// <summary>What a filter makes of messages, until it returns null, none comes for a while, or the dilated time is over.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <summary>What a filter makes of messages, until it returns null, none comes for a while, or the dilated time is over.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        WhileAsync(message => filter(message) is { } result ? Verdict<T>.Keep(result) : Verdict<T>.Stop, max, idle, msgs, cancellationToken);

    /// <summary>Messages of one type, until a predicate refuses one, none comes for a while, or the dilated time is over.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
    {
        var other = shouldIgnoreOtherMessageTypes ? Verdict<T>.Skip : Verdict<T>.Stop;
        return WhileAsync(
            message => message is not T typed ? other : shouldContinue(typed) ? Verdict<T>.Keep(typed) : Verdict<T>.Stop,
            max,
            idle,
            msgs,
            cancellationToken);
    }

    /// <summary>Drops messages until one is accepted; fails after the dilated time.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Drops messages until one of a type is accepted; fails after the dilated time.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Sets messages aside until one of a type is accepted; fails after the dilated time.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Drops messages until one is accepted; fails after the dilated time.</summary>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Drops messages until one of a type is accepted; fails after the dilated time.</summary>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    /// <summary>Sets messages aside until one of a type is accepted; fails after the dilated time.</summary>
    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        allMessages?.Clear();
        while (true)
        {
            var message = await ReceiveOneAsync(Until(end), cancellationToken);
            var why = string.IsNullOrEmpty(hint) ? "" : $", hint: {hint}";
            _assertions.AssertTrue(message is not null, "Timeout ({0}) during fishForMessage{1}", limit, why);
            if (message is T typed && isMessage(typed))
                return typed;
            allMessages?.Add(message);
        }
    }

    /// <summary>Drops messages for a dilated time; fails if one of a type is among them.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        await foreach (var message in ReceiveWhileAsync<object>(_ => true, max, cancellationToken: cancellationToken))
            _assertions.AssertFalse(message is T, "did not expect a message of type {0}", typeof(T));
    }

    /// <summary>Collects messages until none comes for a time; fails if there are more than a number.</summary>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        while (await ReceiveOneAsync(max, cancellationToken) is { } message)
        {
            messages.Add(message);
            _assertions.AssertFalse(messages.Count > maxMessages, "maxMessages violated (current iteration: {0}).", messages.Count);
        }

        return ArrayList.ReadOnly(messages);
    }

    /// <summary>The time until a moment; negative, and not taken for infinite, when it has passed.</summary>
    private static TimeSpan Until(TimeSpan end) => end - Now is var left && left == Timeout.InfiniteTimeSpan ? left - TimeSpan.FromTicks(1) : left;

    private async IAsyncEnumerable<T> WhileAsync<T>(
        Func<object, Verdict<T>> judge, TimeSpan? max, TimeSpan? idle, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = Now + RemainingOrDilated(max);
        MessageEnvelope last = NullMessageEnvelope.Instance;
        for (var kept = 0; kept < count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = Until(end);
            var wait = left < TimeSpan.Zero ? left : left.Min(idle);
            var (success, envelope) = await TryPeekOneAsync(wait, cancellationToken);
            var verdict = success ? judge(envelope.Message) : Verdict<T>.Stop;
            if (verdict.IsEnd)
                break;
            _queue.Reader.TryRead(out last);
            if (!verdict.IsKept)
                continue;
            kept++;
            _last = last;
            yield return verdict.Result;
        }

        _last = last;
        _endedByWaiting = true;
    }

    /// <summary>What to do with a message: keep a result, go on without it, or leave it and stop.</summary>
    private readonly record struct Verdict<TResult>(bool IsEnd, bool IsKept, TResult Result)
    {
        public static readonly Verdict<TResult> Stop = new(IsEnd: true, IsKept: false, default);
        public static readonly Verdict<TResult> Skip = new(IsEnd: false, IsKept: false, default);

        public static Verdict<TResult> Keep(TResult result) => new(IsEnd: false, IsKept: true, result);
    }
}
