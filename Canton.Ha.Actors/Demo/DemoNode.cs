using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;

namespace Canton.Ha.Actors.Demo;

/// <summary>One node of the demo: a process that can be killed, frozen and started again, and is looked at all the time.</summary>
/// <param name="name">Its name in the configuration.</param>
/// <param name="health">Base address of its health server.</param>
/// <param name="start">Makes its process.</param>
internal sealed class DemoNode(string name, Uri health, Func<ProcessStartInfo> start) : IAsyncDisposable
{
    private const int LinesKept = 15;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(10);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(200), UseProxy = false })
    {
        Timeout = TimeSpan.FromMilliseconds(500),
    };

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly CancellationTokenSource _stopped = new();
    private Task _looking = Task.CompletedTask;
    private readonly List<Process> _started = [];
    private Process? _process;
    private volatile Task _ended = Task.CompletedTask;
    private volatile bool _isFrozen;
    private volatile NodeState _seen;

    public string Name => name;

    public NodeState State => HasEnded ? NodeState.Gone : _isFrozen ? NodeState.Frozen : _seen;

    /// <summary>The last lines it has written.</summary>
    public IReadOnlyList<string> LastLines => [.. _lines];

    private bool HasEnded => _ended.IsCompleted;

    /// <summary>Starts it for the first time, or again when it has ended.</summary>
    public void Start()
    {
        (_isFrozen, _seen) = (false, NodeState.Starting);
        _process = Process.Start(start())!;
        _started.Add(_process);
        _ended = _process.WaitForExitAsync();
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (_looking.IsCompleted)
            _looking = LookAsync(_stopped.Token);
    }

    /// <summary>Ends it without a word; returns when it has ended.</summary>
    public Task KillAsync(CancellationToken cancellation)
    {
        _process!.Kill();
        return _ended.WaitAsync(cancellation);
    }

    /// <summary>Asks it to end; returns when it has, in good order.</summary>
    /// <exception cref="DemoFailedException">It has ended by itself.</exception>
    public Task TerminateAsync(CancellationToken cancellation)
    {
        Send(Signals.Terminate);
        return _ended.WaitAsync(cancellation);
    }

    /// <exception cref="DemoFailedException">It has ended by itself.</exception>
    public void Freeze()
    {
        _isFrozen = true;
        Send(Signals.Stop);
    }

    /// <exception cref="DemoFailedException">It has ended by itself.</exception>
    public void Thaw()
    {
        Send(Signals.Continue);
        (_seen, _isFrozen) = (NodeState.Starting, false);
    }

    /// <summary>Kills it first of all, if it has not ended.</summary>
    /// <exception cref="DemoFailedException">It does not end.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!HasEnded)
                await KillAsync(CancellationToken.None).WaitAsync(EndMax);
        }
        catch (Exception e) when (e is TimeoutException or Win32Exception)
        {
            throw new DemoFailedException($"{name} (process {_process!.Id}) has not ended; end it by hand: {e.Message}", e);
        }
        finally
        {
            await _stopped.CancelAsync();
            await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var process in _started)
                process.Dispose();
            _stopped.Dispose();
        }
    }

    private void Send(int signal)
    {
        try
        {
            Signals.Send(_process!.Id, signal);
        }
        catch (Win32Exception e)
        {
            throw new DemoFailedException($"{name} has ended by itself; it wrote last:\n  {string.Join("\n  ", LastLines)}", e);
        }
    }

    private async Task LookAsync(CancellationToken stopped)
    {
        using var pace = new PeriodicTimer(LookEvery);
        while (await pace.WaitForNextTickAsync(stopped))
            if (!HasEnded && !_isFrozen)
                _seen = await AnswersAsync("/health", stopped) ? NodeState.Active : await AnswersAsync("/health/ready", stopped) ? NodeState.Passive : NodeState.Starting;
    }

    private async Task<bool> AnswersAsync(string path, CancellationToken stopped)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(health, path), stopped);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stopped.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        while (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
