using System.Net;
using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>The connections of a handler to one address: how many there are, how the last try went, and one that was made ahead of the first call.</summary>
internal sealed class Connectivity(DnsEndPoint address)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectivityState _state;
    private int _open;
    private int _tries;
    private bool _hasFailed;
    private TrackedConnection? _ahead;

    public ConnectivityState State
    {
        get
        {
            lock (_lock)
            {
                if (_ahead is { IsAlive: false })
                    DropAhead();
                return _state;
            }
        }
    }

    /// <summary>Waits until the state is another one.</summary>
    public async Task WaitForChangeAsync(ConnectivityState last, CancellationToken token)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_state != last)
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a connection ahead of the first call, unless there is one; tries until that succeeds.</summary>
    public async Task ConnectAsync(Backoff backoff, CancellationToken token)
    {
        for (var attempt = 0; State != ConnectivityState.Ready; attempt++)
        {
            try
            {
                Keep(await ConnectAsync(token).ConfigureAwait(false), token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(backoff.After(attempt), token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A connection for the handler.</summary>
    public async ValueTask<Stream> OpenAsync(CancellationToken token)
    {
        if (TakeAhead() is { } ahead)
        {
            if (ahead.IsAlive)
                return ahead;
            await ahead.DisposeAsync().ConfigureAwait(false);
        }

        return await ConnectAsync(token).ConfigureAwait(false);
    }

    /// <summary>Closes the connection that no call has used yet. Whoever is to make none afterwards has its token cancelled before.</summary>
    public void DropAhead() => TakeAhead()?.Dispose();

    private TrackedConnection? TakeAhead()
    {
        lock (_lock)
        {
            var ahead = _ahead;
            _ahead = null;
            return ahead;
        }
    }

    private void Keep(TrackedConnection connection, CancellationToken token)
    {
        lock (_lock)
        {
            if (token.IsCancellationRequested)
            {
                connection.Dispose();
                throw new OperationCanceledException(token);
            }

            DropAhead();
            _ahead = connection;
        }
    }

    private async Task<TrackedConnection> ConnectAsync(CancellationToken token)
    {
        Count(() => _tries++);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            socket.Dispose();
            Count(() => (_tries, _hasFailed) = (_tries - 1, e is not OperationCanceledException));
            throw;
        }

        Count(() => (_tries, _open, _hasFailed) = (_tries - 1, _open + 1, false));
        return new TrackedConnection(socket, closed: () => Count(() => _open--));
    }

    private void Count(Action step)
    {
        lock (_lock)
        {
            step();
            var state = _open > 0 ? ConnectivityState.Ready
                : _tries > 0 ? ConnectivityState.Connecting
                : _hasFailed ? ConnectivityState.TransientFailure
                : ConnectivityState.Idle;
            if (state == _state)
                return;

            _state = state;
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
