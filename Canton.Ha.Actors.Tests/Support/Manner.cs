namespace Canton.Ha.Actors.Tests.Support;

/// <summary>How one kind of question is answered: at once, with a failure, or not until the test says so.</summary>
internal sealed class Manner
{
    private readonly Queue<Action> _waiting = new();
    private Exception? _failure;
    private bool _isLost;
    private bool _isDelayed;

    /// <summary>How many questions have been asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Every question is answered at once, also those that wait.</summary>
    public void Answer()
    {
        (_failure, _isLost, _isDelayed) = (null, false, false);
        while (_waiting.TryDequeue(out var answer))
            answer();
    }

    /// <summary>Every question fails.</summary>
    public void Fail(Exception failure) => (_failure, _isLost, _isDelayed) = (failure, false, false);

    /// <summary>Every question is on its way to the server until <see cref="Answer"/>.</summary>
    public void Hang() => (_failure, _isLost, _isDelayed) = (null, true, false);

    /// <summary>The server does at once what it is asked; its answers are on their way until <see cref="Answer"/>.</summary>
    public void Delay() => (_failure, _isLost, _isDelayed) = (null, false, true);

    public Task<T> Ask<T>(Func<T> act)
    {
        Asked++;
        if (_failure is not null)
            return Task.FromException<T>(_failure);

        var answer = new TaskCompletionSource<T>();
        var outcome = _isLost ? () => Complete(answer, act) : Outcome(answer, act);
        if (_isLost || _isDelayed)
            _waiting.Enqueue(outcome);
        else
            outcome();
        return answer.Task;
    }

    private static Action Outcome<T>(TaskCompletionSource<T> answer, Func<T> act)
    {
        try
        {
            var result = act();
            return () => answer.TrySetResult(result);
        }
        catch (IOException e)
        {
            return () => answer.TrySetException(e);
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> answer, Func<T> act) => Outcome(answer, act)();
}
