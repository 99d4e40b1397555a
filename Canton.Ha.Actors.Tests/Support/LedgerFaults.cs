namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What befalls a site, one thing after the other, each until somebody is active again.</summary>
internal sealed class LedgerFaults(LedgerSite site, Random random)
{
    private readonly Dictionary<string, List<double>> _waits = [];

    /// <summary>Per fault how often it struck, and the longest time that a command took because of it: the median of these times, and the longest.</summary>
    public string Summary => string.Join(Environment.NewLine, _waits.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault =>
        $"| {fault.Key} | {fault.Value.Count} | {fault.Value.Order().ElementAt((fault.Value.Count - 1) / 2):F0} | {fault.Value.Max():F0} |"));

    /// <summary>So many faults, of every kind about as many as there are in ten, in any order; each at any moment of a second in which all is well.</summary>
    public async Task StrikeAsync(int faults, LedgerLoad load)
    {
        (string Name, Func<Task> Strike)[] ten =
        [
            ("SIGKILL", KillAsync), ("SIGKILL", KillAsync), ("SIGKILL", KillAsync), ("SIGSTOP", FreezeAsync), ("set_passive", () => SetPassiveAsync(site.A)),
            ("set_passive", () => SetPassiveAsync(site.A)), ("SIGKILL twice", KillTwiceAsync), ("restart of the database", RestartAsync),
            ("SIGKILL of the synchronizer", () => KillAsync(site.Synchronizer)), ("set_passive of the synchronizer", () => SetPassiveAsync(site.Synchronizer)),
        ];
        await load.GrowAsync();
        for (var struck = 0; struck < faults; struck++)
        {
            if (struck % ten.Length == 0)
                random.Shuffle(ten);
            var (name, strike) = ten[struck % ten.Length];
            await Eventually.PassesAsync(TimeSpan.FromMilliseconds(random.Next(1, 1000)));
            load.TakeLongest();
            await strike();
            await site.HealAsync();
            await load.GrowAsync();
            Note(name, load.TakeLongest());
        }
    }

    /// <summary>Hands over, and returns when somebody else is active.</summary>
    public static async Task SetPassiveAsync(ReplicaSet replicas)
    {
        var active = await replicas.ActiveAsync(Bounds.Takeover);
        await active.TypeAsync($"{active.Name}.replication.set_passive()");
        await replicas.SuccessorAsync(active, Bounds.Takeover);
    }

    private Task KillAsync() => KillAsync(site.A);

    private static async Task KillAsync(ReplicaSet replicas)
    {
        var active = await replicas.ActiveAsync(Bounds.Takeover);
        active.Signal(Signals.Kill);
        await active.WaitForExitAsync(Bounds.Stop);
        await replicas.SuccessorAsync(active, Bounds.Takeover);
    }

    /// <summary>The successor dies soon after it has become active, with all that it has taken over.</summary>
    private async Task KillTwiceAsync()
    {
        await KillAsync(site.A);
        await Eventually.PassesAsync(TimeSpan.FromMilliseconds(random.Next(1, 300)));
        await KillAsync(site.A);
    }

    /// <summary>Calls that it accepted before wait in it, and go on when it wakes.</summary>
    private async Task FreezeAsync()
    {
        var active = await site.A.ActiveAsync(Bounds.Takeover);
        active.Signal(Signals.Stop);
        await site.A.SuccessorAsync(active, Bounds.Takeover);
        active.Signal(Signals.Continue);
    }

    private Task RestartAsync() => site.Server.RestartAsync(random.Next(2) == 0 ? StopMode.Fast : StopMode.Immediate);

    private void Note(string fault, TimeSpan wait)
    {
        if (!_waits.TryGetValue(fault, out var waits))
            _waits[fault] = waits = [];
        waits.Add(wait.TotalMilliseconds);
    }
}
