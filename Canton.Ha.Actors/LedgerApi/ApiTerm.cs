using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The Ledger API during one term: it admits calls, then no more, and in the end none is inside any more. Losing the term is all of that at once.</summary>
internal sealed class ApiTerm : IDisposable
{
    private readonly LockTerm _term;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _onLost;
    private readonly CancellationTokenRegistration _onClosed;

    public ApiTerm(LockTerm term, ILedgerHead head)
    {
        _term = term;
        (Closing, Over) = (_closing.Token, _over.Token);
        _onLost = term.Lost.UnsafeRegister(static open => ((ApiTerm)open!).End(), this);
        _onClosed = head.Closing.UnsafeRegister(static open => ((ApiTerm)open!).End(), this);
    }

    /// <summary>Fires when nobody is admitted any more: streams end.</summary>
    public CancellationToken Closing { get; }

    /// <summary>Fires when nobody may be inside any more: whoever waits for an outcome must look for it elsewhere.</summary>
    public CancellationToken Over { get; }

    /// <summary>One of the two has fired, or is about to: losing the term fires one after the other.</summary>
    public bool IsClosing => Closing.IsCancellationRequested || Over.IsCancellationRequested || _term.Lost.IsCancellationRequested;

    /// <summary>Places for streams of clients.</summary>
    public StreamPlaces Streams { get; } = new("ledger-api.rate-limit.max-streams allows");

    /// <summary>Places for streams that everybody may open.</summary>
    public StreamPlaces OpenStreams { get; } = new("there may be of health and reflection");

    /// <summary>Lets a call in.</summary>
    /// <param name="method">Its full name.</param>
    /// <exception cref="Contracts.Errors.CantonErrorException">It comes too late.</exception>
    public void Admit(string method)
    {
        if (IsClosing || !_term.IsHeld)
            throw ClosingErrors.NotRunning(method.Split('/') is [_, var service, ..] ? service : method);
    }

    /// <summary>Admits nobody any more and ends streams; who waits for an outcome may do so for <paramref name="drain"/>.</summary>
    public void Close(TimeSpan drain)
    {
        _ = _closing.CancelAsync();
        _over.CancelAfter(drain);
    }

    public void Dispose()
    {
        _onLost.Dispose();
        _onClosed.Dispose();
        _closing.Dispose();
        _over.Dispose();
    }

    /// <summary>Everybody inside is sent away by other threads: who has lost the lock has more to say, and soon.</summary>
    private void End()
    {
        _ = _closing.CancelAsync();
        _ = _over.CancelAsync();
    }
}
