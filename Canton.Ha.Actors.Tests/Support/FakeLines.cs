using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Lines to synchronizers that answer as the test wants.</summary>
internal sealed class FakeLines : ISynchronizerLines
{
    private readonly Lock _gate = new();
    private readonly List<FakeLine> _opened = [];
    private readonly Dictionary<string, Manner> _connecting = [];

    /// <summary>How looking for a synchronizer is answered.</summary>
    public Manner Identifying { get; } = new();

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<FakeLine> Opened
    {
        get
        {
            lock (_gate)
                return [.. _opened];
        }
    }

    /// <summary>The aliases of lines that have not been ended, in the order in which they were opened.</summary>
    public IEnumerable<string> Alive => Opened.Where(line => !line.IsEnded).Select(line => line.Settings.Alias);

    public FakeLine Latest(string alias) => Opened.Last(line => line.Settings.Alias == alias);

    /// <summary>How attempts to connect an alias are answered.</summary>
    public Manner Connecting(string alias)
    {
        lock (_gate)
            return _connecting.TryGetValue(alias, out var manner) ? manner : _connecting[alias] = new Manner();
    }

    public ISynchronizerLine Open(SynchronizerConnectionSettings settings, SynchronizerExpectation expected)
    {
        var line = new FakeLine(settings, expected, Connecting(settings.Alias));
        lock (_gate)
            _opened.Add(line);
        return line;
    }

    public Task<string> IdentifyAsync(SynchronizerConnectionSettings settings, SynchronizerExpectation expected, CancellationToken cancellation) =>
        Identifying.Ask(() => FakeLine.IdOf(settings.Alias));

    public async ValueTask DisposeAsync()
    {
        IsDisposed = true;
        foreach (var line in Opened)
            await line.DisposeAsync();
    }
}

/// <summary>One line, which the test can have lost.</summary>
internal sealed class FakeLine(SynchronizerConnectionSettings settings, SynchronizerExpectation expected, Manner connecting) : ISynchronizerLine
{
    private TaskCompletionSource _ended = new();

    public SynchronizerConnectionSettings Settings => settings;

    public SynchronizerExpectation Expected => expected;

    public bool IsEnded { get; private set; }

    public static string IdOf(string alias) => $"{alias}::1220";

    public void Lose(Exception cause) => _ended.SetException(cause);

    public Task<LineUp> ConnectAsync(CancellationToken cancellation) => connecting.Ask(() =>
    {
        _ended = new TaskCompletionSource();
        return new LineUp(IdOf(settings.Alias), settings.Endpoints[0], _ended.Task);
    });

    public ValueTask DisposeAsync()
    {
        IsEnded = true;
        return ValueTask.CompletedTask;
    }
}
