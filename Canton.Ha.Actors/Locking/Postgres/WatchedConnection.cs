using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>
/// One unpooled connection and the thread that does all its blocking calls. Between calls the thread listens on the socket, so that a
/// connection that breaks, and a notification, is said at once. A call that fails ends the session: what the server did with it is not known.
/// </summary>
/// <remarks>
/// Each call is a task that this thread runs itself, so whatever awaits it (<c>PipeTo</c> does, without a captured context) goes on
/// on this thread: an answer reaches its actor even when no thread of the pool is free. Whoever awaits a call must therefore not block.
/// </remarks>
internal sealed class WatchedConnection : IAsyncDisposable
{
    private readonly BlockingCollection<Task> _calls = [];
    private readonly Doorbell _bell = new();
    private readonly TaskCompletionSource _ended = new();
    private readonly string _replica;
    private readonly Action<SessionSignal> _signal;
    private NpgsqlConnection _connection = null!;
    private IdleWait _idle = null!;
    private Exception? _cause;
    private volatile bool _isDisposed;

    private WatchedConnection(string replica, Action<SessionSignal> signal) => (_replica, _signal) = (replica, signal);

    /// <summary>Starts the thread, which opens the connection by <paramref name="open"/> and then serves it.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="replica">This replica: what it says itself on the channel does not wake it.</param>
    /// <param name="signal">Called on the thread; must not block.</param>
    /// <param name="open">Opens the connection by blocking calls; its second result is handed to the caller.</param>
    public static Task<(WatchedConnection Connection, T Opened)> OpenAsync<T>(
        string name, string replica, Action<SessionSignal> signal, Func<(NpgsqlConnection Connection, T Opened)> open)
    {
        var watched = new WatchedConnection(replica, signal);
        var opening = new Task<(WatchedConnection, T)>(() =>
        {
            var (connection, opened) = open();
            watched._connection = connection;
            watched._idle = new IdleWait(connection, watched._bell);
            connection.Notification += watched.Hear;
            return (watched, opened);
        });
        new Thread(() => watched.Serve(opening)) { Name = name, IsBackground = true }.Start();
        return opening;
    }

    /// <summary>Does a blocking call on the thread of this connection.</summary>
    public Task<T> CallAsync<T>(Func<NpgsqlConnection, T> call, CancellationToken cancellation)
    {
        var task = new Task<T>(() =>
        {
            if (_cause is not null)
                throw new NpgsqlException("The session has ended.", _cause);
            cancellation.ThrowIfCancellationRequested();
            return call(_connection);
        });
        return TryQueue(task) ? task : Task.FromException<T>(new NpgsqlException("The session has ended.", _cause));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _bell.Ring();
        return new ValueTask(_ended.Task);
    }

    private void Serve(Task opening)
    {
        opening.RunSynchronously(TaskScheduler.Default);
        if (opening.IsCompletedSuccessfully)
            ServeUntilEnded();
        _cause ??= new ObjectDisposedException(nameof(WatchedConnection));
        _calls.CompleteAdding();
        foreach (var late in _calls.GetConsumingEnumerable())
            late.RunSynchronously(TaskScheduler.Default);
        _bell.Dispose();
        _ended.SetResult();
    }

    /// <summary>The socket is closed before the loss is told: who hears of it may rely on this session being unable to do anything more.</summary>
    private void ServeUntilEnded()
    {
        while (_cause is null && !_isDisposed)
            ServeOnce();
        _connection.Notification -= Hear;
        _connection.Dispose();
        if (_cause is { } cause && !_isDisposed)
            _signal(new SessionSignal.Broken(cause));
    }

    /// <summary>The queue is looked at after the bell was answered, so that no call is left lying.</summary>
    private void ServeOnce()
    {
        if (_calls.TryTake(out var call))
            Run(call);
        else
            Listen();
    }

    private void Run(Task call)
    {
        call.RunSynchronously(TaskScheduler.Default);
        _idle.NoteCall();
        if (call.Exception?.InnerException is { } failure and not OperationCanceledException)
            _cause = failure;
        else if (_connection.State != ConnectionState.Open)
            _cause = new NpgsqlException("The connection was closed by a call.");
    }

    private void Listen()
    {
        try
        {
            _idle.Rest();
            if (_connection.FullState.HasFlag(ConnectionState.Broken))
                _cause = new NpgsqlException("The connection is broken.");
        }
        catch (NpgsqlException e)
        {
            _cause = e;
        }
    }

    private void Hear(object sender, NpgsqlNotificationEventArgs heard)
    {
        if (heard.Payload != _replica)
            _signal(SessionSignal.Woken.Instance);
    }

    private bool TryQueue(Task call)
    {
        try
        {
            _calls.Add(call);
            _bell.Ring();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
