using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grpc.Net.Client;

/// <summary>Connections to one address, over which clients make calls. Made once and shared: connecting is what costs.</summary>
[DebuggerDisplay("Address = {Address.OriginalString}")]
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly ConcurrentDictionary<IMethod, CallTarget> _targets = new();
    private readonly Lock _lock = new();
    private readonly HashSet<IDisposable> _calls = [];
    private readonly ChannelSecurity _security;
    private readonly Connectivity? _connectivity;
    private readonly Backoff _backoff;
    private readonly CancellationTokenSource _closed = new();
    private readonly bool _ownsInvoker;
    private bool _isDisposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options) : base(address.Authority)
    {
        Address = address;
        _security = ChannelSecurity.Of(address, options);
        var loggers = options.LoggerFactory ?? (ILoggerFactory?)options.ServiceProvider?.GetService(typeof(ILoggerFactory)) ?? NullLoggerFactory.Instance;
        CallLogger = loggers.CreateLogger("Grpc.Net.Client.Internal.GrpcCall");
        Settings = CallSettings.Of(options, _security.IsSecure);
        _ownsInvoker = options is { HttpClient: null, HttpHandler: null } || options.DisposeHttpClient;
        _backoff = new Backoff(options.InitialReconnectBackoff, options.MaxReconnectBackoff);
        var handler = options.HttpHandler ?? new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        Invoker = options.HttpClient ?? new HttpMessageInvoker(handler, disposeHandler: true);
        _connectivity = options.HttpClient is null ? ConnectionsOfHandler.Of(handler)?.To(new DnsEndPoint(address.IdnHost, address.Port)) : null;
        if (address.PathAndQuery is not ("" or "/"))
        {
            var logger = loggers.CreateLogger<GrpcChannel>();
            CallLog.PathUnused(logger, address);
        }
    }

    /// <summary>Whether the channel is connected.</summary>
    /// <exception cref="InvalidOperationException">The channel does not know: it was given an <see cref="HttpClient"/>, or a handler that is no
    /// <see cref="SocketsHttpHandler"/> or has a connect callback.</exception>
    public ConnectivityState State => _isDisposed && _connectivity is not null ? ConnectivityState.Shutdown : Connections.State;

    internal Uri Address { get; }

    internal CallSettings Settings { get; }

    internal ILogger CallLogger { get; }

    internal HttpMessageInvoker Invoker { get; }

    internal IReadOnlyList<CallCredentials> CallCredentials => _security.CallCredentials;

    private Connectivity Connections => _connectivity ?? throw new InvalidOperationException(
        "Channel is configured with an HTTP transport doesn't support client-side load balancing or connectivity state tracking. " +
        "The underlying HTTP transport must be a SocketsHttpHandler with no SocketsHttpHandler.ConnectCallback configured. " +
        "The HTTP transport must be configured on the channel using GrpcChannelOptions.HttpHandler.");

    /// <summary>A channel to <c>http://host:port</c> (not secured) or <c>https://host:port</c> (TLS).</summary>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <exception cref="ArgumentException">Both a client and a handler are given.</exception>
    /// <exception cref="InvalidOperationException">The credentials do not fit to the scheme of the address.</exception>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (channelOptions is { HttpClient: not null, HttpHandler: not null })
            throw new ArgumentException("HttpClient and HttpHandler have been configured. Only one HTTP caller can be specified.");

        return new GrpcChannel(address, channelOptions);
    }

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new HttpCallInvoker(this);
    }

    /// <summary>Connects, and tries again with a back-off until that succeeds, or the token ends it.</summary>
    public Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ConnectUntilClosedAsync(Connections, cancellationToken);
    }

    /// <summary>Waits until the state is another one than the last one seen.</summary>
    public Task WaitForStateChangedAsync(ConnectivityState lastObservedState, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return WaitForChangeAsync(Connections, lastObservedState, cancellationToken);
    }

    /// <summary>Cancels all calls and closes the connections.</summary>
    public void Dispose()
    {
        IDisposable[] calls;
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            calls = [.. _calls];
        }

        foreach (var call in calls)
            call.Dispose();
        _closed.Cancel();
        if (_ownsInvoker)
            Invoker.Dispose();
        _connectivity?.DropAhead();
    }

    /// <summary>Waits for a connection if the channel knows how to.</summary>
    internal Task WhenReadyAsync(CancellationToken token) => _connectivity?.ConnectAsync(_backoff, token) ?? Task.CompletedTask;

    internal CallTarget TargetOf(IMethod method) =>
        _targets.GetOrAdd(method, static (added, channel) => CallTarget.Of(channel.Address, channel.Settings.IsSecure, added), this);

    internal void Add(IDisposable call)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _calls.Add(call);
        }
    }

    internal void Remove(IDisposable call)
    {
        lock (_lock)
            _calls.Remove(call);
    }

    /// <summary>No connection is made for a channel that has ended.</summary>
    private async Task ConnectUntilClosedAsync(Connectivity connections, CancellationToken token)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token, _closed.Token);
        try
        {
            await connections.ConnectAsync(_backoff, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            token.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>The end of the channel is a change as well.</summary>
    private async Task WaitForChangeAsync(Connectivity connections, ConnectivityState last, CancellationToken token)
    {
        if (State != last)
            return;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token, _closed.Token);
        await connections.WaitForChangeAsync(last, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
    }
}
