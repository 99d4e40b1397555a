using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Sequencer.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>A contact with one replica of a synchronizer, of which this participant is a member. Each call has a deadline; disposing ends all of them.</summary>
internal sealed class SequencerSession : IAsyncDisposable
{
    /// <summary>The shortest there may be: a peer that is gone is noticed by the silence that it leaves in a subscription, and by this where there is none.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(1);

    private const int WindowBytes = 4 * 1024 * 1024;
    private const int SpokenPeriods = 4;

    private readonly GrpcChannel _channel;
    private readonly SequencerService.SequencerServiceClient _client;
    private readonly SequencerClientSettings _settings;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _stale = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SequencerSession(Uri endpoint, SequencerClientSettings settings, TimeProvider time)
    {
        (Endpoint, _settings, _time) = (endpoint, settings, time);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = settings.ConnectTimeout,
            KeepAlivePingDelay = KeepAlive,
            KeepAlivePingTimeout = KeepAlive,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            InitialHttp2StreamWindowSize = WindowBytes,
            UseProxy = false,
        };
        if (endpoint.Scheme == Uri.UriSchemeHttps)
            handler.SslOptions = ClientTls.Options(settings.Tls, "sequencer-client.tls");
        _channel = GrpcChannel.ForAddress(endpoint, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = null });
        _client = new SequencerService.SequencerServiceClient(_channel);
    }

    /// <summary>Which replica it is.</summary>
    public Uri Endpoint { get; }

    /// <summary>Id of the synchronizer.</summary>
    public string Synchronizer { get; private set; } = "";

    /// <summary>Silence after which a subscription must be given up.</summary>
    public TimeSpan SilenceMax { get; private set; }

    /// <summary>Fails when the synchronizer has heard from a later term of this participant; never completes otherwise.</summary>
    public Task Stale => _stale.Task;

    /// <summary>Finds out whether a replica serves, and which synchronizer it belongs to.</summary>
    /// <exception cref="SequencerLinkException">It does not serve.</exception>
    public static async Task<SequencerSession> OpenAsync(Uri endpoint, SequencerClientSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var session = Open(endpoint, settings, time);
        try
        {
            var found = await session.CallAsync(options => session._client.IdentifyAsync(new IdentifyRequest(), options), settings.ConnectTimeout, cancellation);
            session.Synchronizer = found.SynchronizerId;
            var spoken = TimeSpan.FromMicroseconds(found.TimeProofPeriod) * SpokenPeriods;
            session.SilenceMax = spoken > settings.SilenceTimeout ? spoken : settings.SilenceTimeout;
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static SequencerSession Open(Uri endpoint, SequencerClientSettings settings, TimeProvider time)
    {
        try
        {
            return new SequencerSession(endpoint, settings, time);
        }
        catch (ConfigurationRefusedException e)
        {
            throw new SequencerLinkException($"{endpoint.Authority} cannot be called: {e.Message}", e);
        }
    }

    /// <summary>Makes this participant a member, which it may be already.</summary>
    public Task RegisterAsync(Membership membership, CancellationToken cancellation) => CallAsync(
        options => _client.RegisterAsync(new RegisterRequest { Member = membership.Member, Term = membership.Term }, options), _settings.ConnectTimeout, cancellation);

    /// <exception cref="RpcException">It was not answered, or refused as a whole.</exception>
    public async Task<SubmitResponse> SubmitAsync(SubmitRequest request, CancellationToken cancellation)
    {
        using var call = _client.SubmitAsync(request, Options(_settings.RequestTimeout, cancellation));
        return await call;
    }

    public Task AcknowledgeAsync(Membership membership, long counter, CancellationToken cancellation) => CallAsync(
        options => _client.AcknowledgeAsync(new AcknowledgeRequest { Member = membership.Member, Term = membership.Term, Counter = counter }, options),
        _settings.RequestTimeout,
        cancellation);

    /// <summary>Begins to hear from a counter on. What it brings is to be taken with <see cref="NextAsync"/>.</summary>
    public AsyncServerStreamingCall<SubscribeResponse> Subscribe(Membership membership, long fromCounter, CancellationToken cancellation) => _client.Subscribe(
        new SubscribeRequest { Member = membership.Member, Term = membership.Term, FromCounter = fromCounter }, cancellationToken: cancellation);

    /// <summary>The next that a subscription brings.</summary>
    /// <exception cref="SequencerLinkException">It has ended, or nothing comes.</exception>
    /// <exception cref="StaleTermException">Another replica leads.</exception>
    public async Task<SubscribeResponse> NextAsync(AsyncServerStreamingCall<SubscribeResponse> subscription, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(SilenceMax, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            return await subscription.ResponseStream.MoveNext(limit.Token)
                ? subscription.ResponseStream.Current
                : throw new SequencerLinkException($"{Endpoint.Authority} has ended the subscription.");
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && silence.IsCancellationRequested)
        {
            throw new SequencerLinkException($"{Endpoint.Authority} has said nothing for {SilenceMax.TotalSeconds:0.###} s.", e);
        }
        catch (RpcException e)
        {
            throw Failed(e, cancellation);
        }
    }

    /// <summary>What a failed call means.</summary>
    public Exception Failed(RpcException failure, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return new OperationCanceledException(failure.Message, failure, cancellation);
        var meaning = SequencerFailure.Of(failure, Endpoint);
        if (meaning is StaleTermException)
            _stale.TrySetException(meaning);
        return meaning;
    }

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> ask, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            using var call = ask(Options(limit, cancellation));
            return await call;
        }
        catch (RpcException e)
        {
            throw Failed(e, cancellation);
        }
    }

    private CallOptions Options(TimeSpan limit, CancellationToken cancellation) =>
        new(deadline: (_time.GetUtcNow() + limit).UtcDateTime, cancellationToken: cancellation);
}
