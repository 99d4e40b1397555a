using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A replica in a process of its own, started as an operator would start it, with its log and its health server at hand.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(5), ConnectTimeout = TimeSpan.FromMilliseconds(200) })
    {
        Timeout = TimeSpan.FromSeconds(1),
    };

    private readonly Process _process;
    private ImmutableList<string> _log = [];

    private NodeProcess(string name, Process process, Uri health)
    {
        Name = name;
        Health = health;
        _process = process;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public Uri Health { get; }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Every line the process has written so far.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <param name="name">Name of the replica.</param>
    /// <param name="health">Base address of its health server, as configured.</param>
    /// <param name="command">Program and arguments; <see cref="NodeCommand"/> makes them.</param>
    public static NodeProcess Start(string name, Uri health, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start");
        return new NodeProcess(name, process, health);
    }

    /// <summary>Status code of <c>GET path</c>, or null when nobody answers.</summary>
    public async Task<int?> GetStatusAsync(string path = "/health")
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Health, path));
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public async Task<bool> IsActiveAsync() => await GetStatusAsync() == 200;

    /// <summary>What the one replica of this process says about itself, or null when nobody answers.</summary>
    public async Task<ReplicaClaim?> SeeAsync() => await ReadReplicaAsync() is { } replica
        ? new ReplicaClaim(replica.GetProperty("isActive").GetBoolean(), replica.GetProperty("term").GetInt64())
        : null;

    /// <summary>Which replicas the one of this process sees; none when nobody answers.</summary>
    public async Task<IReadOnlyList<string?>> SeeOthersAsync() => await ReadReplicaAsync() is { } replica
        ? [.. replica.GetProperty("roster").EnumerateArray().Select(entry => entry.GetProperty("replica").GetString())]
        : [];

    /// <summary>The text of <c>GET /health</c>: why it is not active, among others.</summary>
    public Task<string> GetTextAsync() => ReadAsync("/health");

    /// <summary>The first claim it makes, once it answers.</summary>
    public async Task<ReplicaClaim> FirstClaimAsync()
    {
        ReplicaClaim? claim = null;
        await Eventually.BecomesTrueAsync($"{Name} answers", async () => (claim = await SeeAsync()) is not null, Bounds.Back);
        return claim!;
    }

    /// <summary>Waits until it could take over.</summary>
    public Task BecomesReadyAsync(TimeSpan limit) =>
        Eventually.BecomesTrueAsync($"{Name} is ready", async () => await GetStatusAsync("/health/ready") == 200, limit);

    public void Signal(int signal) => Signals.Send(Pid, signal);

    /// <summary>Types a line at the console of the node.</summary>
    public Task TypeAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Presses keys, given as the characters that a terminal sends for them.</summary>
    public async Task TypeKeysAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until it writes a line with <paramref name="text"/> in it, later than the first <paramref name="known"/> lines.</summary>
    public async Task WaitForLineAsync(string text, TimeSpan limit, int known = 0)
    {
        try
        {
            await Eventually.BecomesTrueAsync(
                $"{Name} writes \"{text}\"", () => Task.FromResult(Log.Skip(known).Any(line => line.Contains(text, StringComparison.Ordinal))), limit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(string.Join(Environment.NewLine, Log.Prepend($"{e.Message} It wrote:")), e);
        }
    }

    /// <summary>Waits until it has ended, and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await WaitForExitAsync(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private async Task<JsonElement?> ReadReplicaAsync()
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Health, "/health?format=json"));
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("replicas")[0];
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(Health, path));
        return await response.Content.ReadAsStringAsync();
    }

    private void Note(string? line)
    {
        if (line is not null)
            ImmutableInterlocked.Update(ref _log, (log, added) => log.Add(added), line);
    }
}
