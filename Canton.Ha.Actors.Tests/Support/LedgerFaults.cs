namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What befalls a site, one thing after the other, each until somebody is active again.</summary>
internal sealed class LedgerFaults(LedgerSite site, Random random)
{
    private readonly Dictionary<string, List<double>> _waits = [];

    /// <summary>Per fault how often it struck, and the longest time that a command took because of it: the median of these times, and the longest.</summary>
    public string Summary => string.Join(Environment.NewLine, _waits.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault =>
        $"| {fault.Key} | {fault.Value.Count} | {fault.Value.Order().ElementAt((fault.Value.Count - 1) / 2):F0} | {fault.Value.Max():F0} |"));

    /// <summary>So many faults, of every kind about as many as there are in one round, in any order; each at any moment of a second in which all is well.</summary>
    public async Task StrikeAsync(int faults, LedgerLoad load)
    {
        (string Name, Func<Task> Strike)[] round =
        [
            ("SIGKILL", () => KillAsync(site.A)), ("SIGKILL", () => KillAsync(site.A)), ("SIGKILL twice", KillTwiceAsync), ("SIGSTOP", () => FreezeAsync(site.A, load)),
            ("set_passive", () => SetPassiveAsync(site.A)), ("restart of the database", () => RestartAsync(site.LedgerServer)), ("SIGKILL of B", () => KillAsync(site.B)),
            ("SIGKILL of the synchronizer", () => KillAsync(site.Synchronizer)), ("SIGSTOP of the synchronizer", () => FreezeAsync(site.Synchronizer, load)),
            ("set_passive of the synchronizer", () => SetPassiveAsync(site.Synchronizer)), ("restart of the synchronizer's database", () => RestartAsync(site.SequencingServer)),
        ];
        await load.GrowAsync();
        for (var struck = 0; struck < faults; struck++)
        {
            if (struck % round.Length == 0)
                random.Shuffle(round);
            var (name, strike) = round[struck % round.Length];
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

    /// <summary>Everybody gets on without it. What it had accepted before waits in it, and goes on when it wakes.</summary>
    private static async Task FreezeAsync(ReplicaSet replicas, LedgerLoad load)
    {
        var active = await replicas.ActiveAsync(Bounds.Takeover);
        active.Signal(Signals.Stop);
        await replicas.SuccessorAsync(active, Bounds.Takeover);
        await load.GrowAsync();
        active.Signal(Signals.Continue);
    }

    private Task RestartAsync(PostgresServer server) => server.RestartAsync(random.Next(2) == 0 ? StopMode.Fast : StopMode.Immediate);

    private void Note(string fault, TimeSpan wait)
    {
        if (!_waits.TryGetValue(fault, out var waits))
            _waits[fault] = waits = [];
        waits.Add(wait.TotalMilliseconds);
    }
}
