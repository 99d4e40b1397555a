using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>A call with its messages: one or many of them in either direction.</summary>
internal sealed class ClientCall<TRequest, TResponse>(GrpcChannel channel, Method<TRequest, TResponse> method, CallOptions options) : ClientCall(channel, method, options)
    where TRequest : class
    where TResponse : class
{
    private MessageBuffer? _written;
    private RequestWriter<TRequest, TResponse>? _requests;
    private ResponseReader<TRequest, TResponse>? _responses;
    private Task<TResponse>? _response;
    private volatile bool _isResponseObserved;

    public Task<TResponse> StartOneResponse(HttpContent content, RequestWriter<TRequest, TResponse>? requests = null)
    {
        _requests = requests;
        _response = ReceiveOneAsync(Begin(content));
        if (_isResponseObserved)
            _response.Observe();
        return _response;
    }

    public IAsyncStreamReader<TResponse> StartManyResponses(HttpContent content, RequestWriter<TRequest, TResponse>? requests = null)
    {
        _requests = requests;
        _responses = new ResponseReader<TRequest, TResponse>(this);
        _ = StartReceivingAsync(Begin(content));
        return _responses;
    }

    /// <summary>Writes one request.</summary>
    public async Task WriteAsync(Stream stream, TRequest message, WriteOptions? options)
    {
        var written = _written!;
        try
        {
            CallLog.SendingMessage(Log);
            written.Begin(options);
            method.RequestMarshaller.ContextualSerializer(message, written);
            await stream.WriteAsync(written.Written, Stopped).ConfigureAwait(false);
            CallLog.MessageSent(Log);
            if (CallEvents.Log.IsEnabled())
                CallEvents.Log.MessageSent();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            if (Outcome is { } outcome)
                throw FailureOf(outcome.Status);
            throw;
        }
        catch (Exception e)
        {
            CallLog.ErrorSendingMessage(Log, e);
            throw;
        }
        finally
        {
            written.Release();
        }
    }

    /// <summary>Waits for the response, and makes its messages readable.</summary>
    public async Task<MessageReader<TResponse>> OpenAsync()
    {
        var response = await Started.WaitAsync(Stopped).ConfigureAwait(false);
        if (Outcome is { } outcome)
            throw new OperationCanceledException(outcome.Status.Detail);

        return await MessagesAsync(response).ConfigureAwait(false);
    }

    protected override void OnEnded()
    {
        _requests?.Abandon();
        _responses?.Abandon();
    }

    protected override void ObserveResponse()
    {
        _isResponseObserved = true;
        _response?.Observe();
    }

    private HttpRequestMessage Begin(HttpContent content)
    {
        using var scope = Scope();
        var request = RequestHeaders.Create(this, content, Deadline?.Timeout());
        _written = new MessageBuffer(this, ResponseHeaders.EncodingIn(request.Headers), typeof(TRequest));
        CallLog.StartingCall(Log, method.Type, request.RequestUri!);
        if (CallEvents.Log.IsEnabled())
            CallEvents.Log.CallStart(method.FullName);
        Watch();
        return request;
    }

    private async Task<TResponse> ReceiveOneAsync(HttpRequestMessage request)
    {
        using var scope = Scope();
        using var activity = CallActivity.Start(this, request);
        Status status;
        TResponse? message = null;
        try
        {
            if (await SendAsync(request).ConfigureAwait(false) is { } early)
            {
                status = WithoutMessage(early);
                End(status, isComplete: true);
                HasStarted();
            }
            else
            {
                HasStarted();
                (message, status) = await ReadOneAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            throw Thrown(Failed(e));
        }

        return status.StatusCode == StatusCode.OK ? message! : throw FailureOfOne(status);
    }

    private async Task<(TResponse? Message, Status Status)> ReadOneAsync()
    {
        var messages = await MessagesAsync(Started.Result).ConfigureAwait(false);
        try
        {
            var message = await messages.ReadAsync().ConfigureAwait(false);
            if (message is not null)
                await messages.EndAsync().ConfigureAwait(false);
            var status = ResponseHeaders.StatusInTrailers(Started.Result);
            if (message is null)
            {
                CallLog.MessageNotReturned(Log);
                if (status.StatusCode == StatusCode.OK)
                    status = new Status(StatusCode.Internal, "Failed to deserialize response message.");
            }

            End(status, isComplete: true);
            return (message, status);
        }
        finally
        {
            messages.Release();
        }
    }

    private async Task StartReceivingAsync(HttpRequestMessage request)
    {
        using var scope = Scope();
        using var activity = CallActivity.Start(this, request);
        try
        {
            if (await SendAsync(request).ConfigureAwait(false) is { } early)
                End(early, isComplete: true);
            HasStarted();
            if (activity is not null)
                await WhenEnded().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Failed(e);
        }
    }

    private async Task<MessageReader<TResponse>> MessagesAsync(HttpResponseMessage response)
    {
        var stream = await response.Content.ReadAsStreamAsync(Stopped).ConfigureAwait(false);
        return new MessageReader<TResponse>(this, method.ResponseMarshaller.ContextualDeserializer, stream, ResponseHeaders.Encoding(response));
    }

    /// <summary>Ends the call, and says what the caller gets. A failure that he brought about himself may go unseen.</summary>
    private Exception Failed(Exception cause)
    {
        var shown = Explain("Error starting gRPC call.", cause, CancellationToken.None, out var status);
        var isCancelled = cause is OperationCanceledException || Failures.CodeOf(cause) == StatusCode.Cancelled;
        if (!isCancelled && !Started.IsCompleted)
            CallLog.ErrorStartingCall(Log);
        HasFailed(shown);
        End(status, isComplete: false);
        if (isCancelled)
            ObserveResponse();
        return shown;
    }

    /// <summary>A status in the headers says that no message follows, but one has to.</summary>
    private Status WithoutMessage(Status status)
    {
        if (status.StatusCode != StatusCode.OK)
            return status;

        CallLog.InvalidGrpcStatusInHeader(Log);
        return new Status(
            StatusCode.Internal,
            "Failed to deserialize response message. The response header contains a gRPC status of OK, which means any message returned to the client for this call should be ignored. " +
            "A unary or client streaming gRPC call must have a response message, which makes this response invalid.");
    }

    private Exception FailureOfOne(Status status) =>
        status.StatusCode == StatusCode.DeadlineExceeded ? FailureOf(status) : Failure(status);
}
