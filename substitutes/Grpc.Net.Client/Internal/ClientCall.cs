using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Internal;

/// <summary>A call from its start to its one <see cref="Outcome"/>. Whatever ends it – the end of the response, an error, the deadline, a token,
/// disposal – calls <see cref="End"/>; the first one wins.</summary>
internal abstract partial class ClientCall : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<HttpResponseMessage> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Deadline? _deadline;
    private CancellationTokenRegistration _registration;
    private Outcome? _outcome;
    private HttpResponseMessage? _response;
    private Metadata? _trailers;
    private Task<Metadata>? _headers;
    private TaskCompletionSource? _whenEnded;
    private bool _isDisposed;

    protected ClientCall(GrpcChannel channel, IMethod method, CallOptions options)
    {
        Channel = channel;
        Options = options;
        Method = method;
        Target = channel.TargetOf(method);
        if (options.Deadline is { } deadline && deadline != DateTime.MaxValue)
            _deadline = new Deadline(deadline, this);
        channel.Add(this);
    }

    public GrpcChannel Channel { get; }

    public CallOptions Options { get; }

    public IMethod Method { get; }

    public CallTarget Target { get; }

    public ILogger Log => Channel.CallLogger;

    /// <summary>Cancelled when the call ends before the server ended it.</summary>
    public CancellationToken Stopped => _stop.Token;

    public Outcome? Outcome => Volatile.Read(ref _outcome);

    /// <summary>The response, as soon as its headers are there.</summary>
    public Task<HttpResponseMessage> Started => _started.Task;

    protected Deadline? Deadline => _deadline;

    public HttpResponseMessage? Response => Volatile.Read(ref _response);

    public bool IsLogged => Log.IsEnabled(LogLevel.Critical);

    public IDisposable? Scope() => IsLogged ? Log.BeginScope(Target.Scope) : null;

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    public Status GetStatus() =>
        Outcome?.Status ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() =>
        TrailersIfComplete() ?? throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public Task<Metadata> HeadersAsync()
    {
        if (_headers is null)
        {
            _headers = ReadHeadersAsync();
            _headers.Observe();
        }

        return _headers;
    }

    public void Dispose()
    {
        using var scope = Scope();
        _isDisposed = true;
        ObserveResponse();
        End(new Status(StatusCode.Cancelled, "gRPC call disposed."), isComplete: false);
    }

    public void CancelBy(CancellationToken token)
    {
        using var scope = Scope();
        End(new Status(StatusCode.Cancelled, "Call canceled by the client.", new OperationCanceledException(token)), isComplete: false);
    }

    /// <summary>Ends the call when a token is cancelled that is not the call's own.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken token) =>
        token.CanBeCanceled && token != Options.CancellationToken ? Register(token) : default;

    /// <summary>Ends the call, unless it has ended. A call that the server has not ended is reset.</summary>
    public void End(Status status, bool isComplete)
    {
        if (Interlocked.CompareExchange(ref _outcome, new Outcome(status, isComplete), null) is not null)
            return;

        CallLog.Ended(Log, status, isComplete);
        CallEvents.Log.Ended(status);
        try
        {
            if (!isComplete)
                _stop.Cancel();
        }
        finally
        {
            // What listens to the token is not only ours, and may throw.
            Close();
        }
    }

    /// <summary>The response has been read to its end.</summary>
    /// <returns>The status in its trailers.</returns>
    public Status EndOfResponse()
    {
        var status = ResponseHeaders.StatusInTrailers(_response!);
        End(status, isComplete: true);
        return status;
    }

    /// <summary>To be asked for once; few need it.</summary>
    protected Task WhenEnded()
    {
        var ended = new TaskCompletionSource();
        Interlocked.Exchange(ref _whenEnded, ended);
        if (Outcome is not null)
            ended.TrySetResult();
        return ended.Task;
    }

    protected abstract void OnEnded();

    /// <summary>The caller has seen the failure elsewhere, or does not want to know: nobody may ever look at the response.</summary>
    protected abstract void ObserveResponse();

    /// <summary>Watches the deadline and the token. To be called when reader and writer exist, since either may end the call at once.</summary>
    protected void Watch()
    {
        _deadline?.Start();
        if (!Options.CancellationToken.CanBeCanceled)
            return;

        _registration = Register(Options.CancellationToken);
        if (Outcome is not null)
            _registration.Unregister();
    }

    /// <summary>Sends the request and waits for the headers of the response.</summary>
    /// <returns>The status if the headers have one, or are not those of a gRPC response.</returns>
    protected async Task<Status?> SendAsync(HttpRequestMessage request)
    {
        await CredentialHeaders.AddAsync(this, request).ConfigureAwait(false);
        if (Options.IsWaitForReady)
            await Channel.WhenReadyAsync(Stopped).ConfigureAwait(false);
        Stopped.ThrowIfCancellationRequested();
        var sending = Channel.Invoker is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stopped)
            : Channel.Invoker.SendAsync(request, Stopped);
        var response = await sending.ConfigureAwait(false);
        Volatile.Write(ref _response, response);
        if (Outcome is not null)
            response.Dispose();

        CallLog.ResponseHeadersReceived(Log);
        var status = ResponseHeaders.Validate(response, out var trailers);
        _trailers = trailers;
        return status;
    }

    protected void HasStarted() => _started.TrySetResult(_response!);

    protected void HasFailed(Exception shown)
    {
        _started.TrySetException(shown);
        _started.Task.Observe();
    }

    private void Close()
    {
        // A response that has not been read to its end resets the stream.
        Response?.Dispose();
        OnEnded();
        Channel.Remove(this);
        _registration.Unregister();
        _deadline?.Dispose();
        Volatile.Read(ref _whenEnded)?.TrySetResult();
    }

    private CancellationTokenRegistration Register(CancellationToken token) =>
        token.UnsafeRegister(static (call, cancelled) => ((ClientCall)call!).CancelBy(cancelled), this);

    private async Task<Metadata> ReadHeadersAsync()
    {
        try
        {
            var response = await _started.Task.ConfigureAwait(false);
            return ResponseHeaders.Of(response.Headers);
        }
        catch
        {
            ObserveResponse();
            throw;
        }
    }

    private Metadata? TrailersIfComplete() =>
        _trailers ??= Outcome is { IsComplete: true } ? ResponseHeaders.Of(_response!.TrailingHeaders) : null;
}
