namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Strikes replicas and their server with faults, the next one often before the last one is over. One replica is always left alone.</summary>
internal sealed class RandomFaults
{
    private readonly PartitionedReplicas _replicas;
    private readonly Random _random;
    private readonly (string Name, bool IsLasting, Func<string, Task> Strike)[] _faults;
    private readonly Dictionary<string, Task> _struck = [];
    private readonly Dictionary<string, int> _counts = [];

    public RandomFaults(PartitionedReplicas replicas, Random random)
    {
        _replicas = replicas;
        _random = random;
        _faults =
        [
            ("kill", true, KillAsync), ("freeze", true, FreezeAsync), ("freeze", true, FreezeAsync), ("cut", true, CutAsync), ("cut", true, CutAsync),
            ("terminate", false, TerminateAsync), ("terminate", false, TerminateAsync), ("terminate", false, TerminateAsync),
            ("set_passive", false, SetPassiveAsync), ("set_passive", false, SetPassiveAsync), ("restart of the server", false, RestartServerAsync),
        ];
    }

    /// <summary>How often which fault struck.</summary>
    public string Summary => string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} x {count.Key}"));

    /// <summary>Returns when the last fault is over.</summary>
    public async Task StrikeAsync(TimeSpan length)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < length)
        {
            await StrikeOnceAsync();
            await Eventually.PassesAsync(Pause(50, 1500));
        }

        await Task.WhenAll(_struck.Values);
    }

    /// <summary>The active replica is struck more often than the others. Every fault makes its choices before it begins to wait, so that they are made one after the other.</summary>
    private async Task StrikeOnceAsync()
    {
        var (name, isLasting, strike) = _faults[_random.Next(_faults.Length)];
        var free = _replicas.Set.Replicas.Names.Where(replica => !_struck.TryGetValue(replica, out var fault) || fault.IsCompleted).ToList();
        var victim = free[_random.Next(free.Count)];
        if (_random.Next(3) > 0 && await ActiveOfAsync(free) is { } active)
            victim = active;
        if (free.Count == 1)
            await Task.WhenAny(_struck.Where(fault => fault.Key != victim).Select(fault => fault.Value));

        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        var strikes = strike(victim);
        if (isLasting)
            _struck[victim] = strikes;
        else
            await strikes;
    }

    private async Task<string?> ActiveOfAsync(List<string> names)
    {
        foreach (var name in names)
            if (await _replicas.Set.Replicas[name].IsActiveAsync())
                return name;
        return null;
    }

    private async Task KillAsync(string victim)
    {
        var (node, pause) = (_replicas.Set.Replicas[victim], Pause(0, 500));
        node.Signal(Signals.Kill);
        await node.WaitForExitAsync(Bounds.Stop);
        await Eventually.PassesAsync(pause);
        await _replicas.Set.Replicas.Start(victim).FirstClaimAsync();
    }

    private async Task FreezeAsync(string victim)
    {
        var (node, pause) = (_replicas.Set.Replicas[victim], Pause(200, 5000));
        node.Signal(Signals.Stop);
        await Eventually.PassesAsync(pause);
        node.Signal(Signals.Continue);
    }

    private async Task CutAsync(string victim)
    {
        var (cut, pause) = ((Cut)_random.Next(3), Pause(500, 5000));
        await _replicas.Network.CutAsync(victim, cut, _replicas.Server.Port);
        await Eventually.PassesAsync(pause);
        await _replicas.Network.JoinAsync(victim);
    }

    private Task TerminateAsync(string victim)
    {
        string[] kinds = ["'main'", "'write'", "'main', 'write'", "'presence'", "'main', 'write', 'presence'"];
        return _replicas.Server.ExecuteAsync("canton", $"""
            select pg_terminate_backend(pid) from pg_stat_activity
            where application_name like 'canton-ha/{victim}/%' and split_part(application_name, '/', 3) in ({kinds[_random.Next(kinds.Length)]})
            """);
    }

    private Task SetPassiveAsync(string victim) => _replicas.Set.Replicas[victim].TypeAsync($"{victim}.replication.set_passive()");

    private Task RestartServerAsync(string victim) =>
        _replicas.Server.RestartAsync(_random.Next(2) == 0 ? StopMode.Fast : StopMode.Immediate);

    private TimeSpan Pause(int leastMilliseconds, int mostMilliseconds) => TimeSpan.FromMilliseconds(_random.Next(leastMilliseconds, mostMilliseconds) + 1);
}
