using System.Collections.Immutable;
using Akka.Actor;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Those who wait until synchronizers are connected, or are not.</summary>
internal sealed class ConnectionAttempts
{
    private readonly Dictionary<int, Attempt> _open = [];
    private int _last;

    /// <summary>Somebody waits for it.</summary>
    public bool IsAwaited(string alias) => _open.Values.Any(attempt => attempt.Missing.Contains(alias));

    /// <summary>Somebody begins to wait.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="missing">For which aliases; if none, the answer comes at once.</param>
    /// <param name="retries">A failure is not the end.</param>
    /// <param name="answer">What to answer, from the failures by alias.</param>
    /// <returns>The number under which the wait can be given up; null if there is none.</returns>
    public int? Begin(IActorRef asker, ImmutableHashSet<string> missing, bool retries, Func<IReadOnlyDictionary<string, string>, object> answer)
    {
        var attempt = new Attempt(asker, retries, answer) { Missing = missing };
        if (TryAnswer(attempt))
            return null;
        _open.Add(++_last, attempt);
        return _last;
    }

    public void Succeed(string alias) => Change(alias, attempt =>
    {
        attempt.Failures.Remove(alias);
        attempt.Missing = attempt.Missing.Remove(alias);
    });

    public void Fail(string alias, string why) => Change(alias, attempt =>
    {
        attempt.Failures[alias] = why;
        if (!attempt.Retries)
            attempt.Missing = attempt.Missing.Remove(alias);
    });

    /// <summary>Nobody waits any longer: what is missing has failed.</summary>
    public void GiveUp(int number)
    {
        if (!_open.Remove(number, out var attempt))
            return;
        foreach (var alias in attempt.Missing)
            attempt.Failures.TryAdd(alias, "It has not answered in time.");
        attempt.Missing = [];
        TryAnswer(attempt);
    }

    private void Change(string alias, Action<Attempt> change)
    {
        foreach (var (number, attempt) in _open.Where(open => open.Value.Missing.Contains(alias)).ToList())
        {
            change(attempt);
            if (TryAnswer(attempt))
                _open.Remove(number);
        }
    }

    private static bool TryAnswer(Attempt attempt)
    {
        if (attempt.Missing.Count > 0)
            return false;
        attempt.Asker.Tell(attempt.Answer(attempt.Failures));
        return true;
    }

    private sealed class Attempt(IActorRef asker, bool retries, Func<IReadOnlyDictionary<string, string>, object> answer)
    {
        public IActorRef Asker => asker;

        public bool Retries => retries;

        public Func<IReadOnlyDictionary<string, string>, object> Answer => answer;

        public required ImmutableHashSet<string> Missing { get; set; }

        public Dictionary<string, string> Failures { get; } = new(StringComparer.Ordinal);
    }
}
