namespace Grpc.Core.Internal;

/// <summary>What all four kinds of call can be asked: headers, status, trailers, disposal. The functions are either bound already or take the state.</summary>
internal readonly struct CallOutcome
{
    private readonly object _headers;
    private readonly object _status;
    private readonly object _trailers;
    private readonly object _dispose;
    private readonly object? _state;

    public CallOutcome(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
    {
        _headers = headers;
        _status = status;
        _trailers = trailers;
        _dispose = dispose;
    }

    public CallOutcome(Func<object, Task<Metadata>> headers, Func<object, Status> status, Func<object, Metadata> trailers, Action<object> dispose, object state)
    {
        _headers = headers;
        _status = status;
        _trailers = trailers;
        _dispose = dispose;
        _state = state;
    }

    public Task<Metadata> Headers() => _headers is Func<object, Task<Metadata>> headers ? headers(_state!) : (Task<Metadata>)_headers;

    public Status Status() => _status is Func<object, Status> status ? status(_state!) : ((Func<Status>)_status)();

    public Metadata Trailers() => _trailers is Func<object, Metadata> trailers ? trailers(_state!) : ((Func<Metadata>)_trailers)();

    public void Dispose()
    {
        if (_dispose is Action<object> dispose)
            dispose(_state!);
        else
            ((Action)_dispose)();
    }
}
