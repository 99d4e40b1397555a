using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Com.Digitalasset.Canton.Connection.V30;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>The way to a node: who listens there is asked on first contact, every call has a deadline, every failure becomes a sentence.</summary>
internal sealed class RemoteConnection : IDisposable
{
    /// <summary>A peer that has vanished is noticed while a call waits for it.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    private readonly RemoteEndpoint _endpoint;
    private readonly TimeSpan _connectMax;
    private readonly ApiInfoService.ApiInfoServiceClient _apiInfo;
    private readonly TimeProvider _time;
    private readonly Secret? _token;
    private volatile bool _isChecked;

    /// <param name="name">Name of the node.</param>
    /// <param name="api">Which of its APIs.</param>
    /// <param name="place">Where that listens.</param>
    /// <param name="connectMax">How long the first contact may take.</param>
    /// <param name="time">The clock of deadlines.</param>
    /// <exception cref="ConfigurationRefusedException">A certificate or a key cannot be used.</exception>
    public RemoteConnection(string name, ApiName api, RemotePlace place, TimeSpan connectMax, TimeProvider time)
    {
        (Name, Api, _endpoint, _token, _connectMax, _time) = (name, api, place.Endpoint, place.Token, connectMax, time);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = connectMax,
            KeepAlivePingDelay = KeepAlive,
            KeepAlivePingTimeout = KeepAlive,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseProxy = false,
        };
        if (place.Tls is { } tls)
            handler.SslOptions = ClientTls.Options(tls, $"canton.remote-participants.{name}.{api.Name}.tls");
        Channel = GrpcChannel.ForAddress($"{(place.Tls is null ? "http" : "https")}://{place.Endpoint}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _apiInfo = new ApiInfoService.ApiInfoServiceClient(Channel);
    }

    public GrpcChannel Channel { get; }

    public string Name { get; }

    public ApiName Api { get; }

    public string Address => _endpoint.ToString();

    /// <summary>Makes sure, once, that it is this API that listens there.</summary>
    /// <exception cref="UnreachableException">Nobody answers.</exception>
    /// <exception cref="CommandFailedException">Somebody else answers.</exception>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        if (_isChecked)
            return;
        try
        {
            using var call = _apiInfo.GetApiInfoAsync(new GetApiInfoRequest(), Options(_connectMax, cancellation));
            var found = await call;
            _isChecked = found.Name == Api.Name ? true : throw ContactFailure.Other(found.Name, this);
        }
        catch (RpcException e)
        {
            throw cancellation.IsCancellationRequested ? Cancelled(e, cancellation) : ContactFailure.Of(e, this, _connectMax);
        }
    }

    /// <exception cref="CommandFailedException">There is no answer, or it is a refusal.</exception>
    public Task<T> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> ask, TimeSpan limit, CancellationToken cancellation) =>
        CallAsync(
            async options =>
            {
                using var call = ask(options);
                return await call;
            },
            limit,
            cancellation);

    /// <summary>Takes everything that a stream brings until it ends.</summary>
    /// <exception cref="CommandFailedException">It ends badly, or not in time.</exception>
    public Task ReceiveAsync<T>(Func<CallOptions, AsyncServerStreamingCall<T>> ask, Func<T, Task> receive, TimeSpan limit, CancellationToken cancellation) =>
        CallAsync(
            async options =>
            {
                using var call = ask(options);
                while (await call.ResponseStream.MoveNext(options.CancellationToken))
                    await receive(call.ResponseStream.Current);
                return true;
            },
            limit,
            cancellation);

    public void Dispose() => Channel.Dispose();

    private async Task<T> CallAsync<T>(Func<CallOptions, Task<T>> call, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            await CheckAsync(cancellation);
            return await call(Options(limit, cancellation));
        }
        catch (RpcException e)
        {
            throw cancellation.IsCancellationRequested ? Cancelled(e, cancellation) : RemoteFailure.Of(e, this, limit);
        }
        catch (UnreachableException e)
        {
            throw new CommandFailedException(FailureKind.Unreachable, e.Message);
        }
    }

    private static OperationCanceledException Cancelled(RpcException e, CancellationToken cancellation) => new(e.Message, e, cancellation);

    private CallOptions Options(TimeSpan limit, CancellationToken cancellation) =>
        new(Headers(), (_time.GetUtcNow() + limit).UtcDateTime, cancellation);

    /// <summary>What goes with every call.</summary>
    public Metadata Headers() => _token is null ? [] : new Metadata { { "authorization", $"Bearer {_token.Value}" } };
}
