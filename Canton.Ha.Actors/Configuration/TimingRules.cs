using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>
/// What must hold between the periods of a replica. The first four keep the lock safe: the holder stops believing in it, at the latest one
/// proof after its expiry, before any deadline of the server can free it.
/// </summary>
internal static class TimingRules
{
    public static void Check(ReplicationSettings replication, SettingsBlock block)
    {
        foreach (var rule in RulesFor(replication).Where(rule => rule.Left.Value > rule.Right.Value || (rule.Left.Value == rule.Right.Value && !rule.MayBeEqual)))
            block.Problems.Add(
                block.OriginOf(rule.Left.Keys.Concat(rule.Right.Keys)),
                $"in {block.Path}, {rule.Left} must be {(rule.MayBeEqual ? "at most" : "shorter than")} {rule.Right}, or else {rule.Consequence}.");
    }

    private static IEnumerable<Rule> RulesFor(ReplicationSettings replication)
    {
        const string connection = "connection-pool.connection.";
        var c = replication.Connection;
        var period = Term.Of(connection + "lock.health-check-period", c.ProofPeriod);
        var expiry = Term.Of(connection + "lock.proof-expiry", c.ProofExpiry);
        var noticed = expiry + period;
        var idle = Term.Of(connection + "idle-session-timeout", c.IdleSessionTimeout);
        var passive = Term.Of(connection + "passive-check-period", c.PassiveCheckPeriod);
        passive = passive with { Text = passive.Text + " + 20 %", Value = c.PassiveCheckMax };
        var keepAlive = new Term(
            $"{connection}keep-alive-idle + keep-alive-interval * keep-alive-count", c.KeepAliveMax,
            [connection + "keep-alive-idle", connection + "keep-alive-interval", connection + "keep-alive-count"]);

        const string unsafeLock = "the server could free the main lock while this replica still believes to hold it";
        yield return new Rule(period, false, expiry, "the lock would be lost between two proofs");
        yield return new Rule(noticed, true, idle, unsafeLock);
        yield return new Rule(noticed, true, Term.Of(connection + "tcp-user-timeout", c.TcpUserTimeout), unsafeLock);
        yield return new Rule(noticed, true, keepAlive, unsafeLock);
        yield return new Rule(passive, false, idle, "the server would end the main session of a passive replica between two tries");
        yield return new Rule(Term.Of("roster-period", replication.RosterPeriod), false, idle, "the server would end the presence session between two readings of the roster");
        yield return new Rule(
            Term.Of("connection-pool.ramp-down-timeout", replication.RampDownTimeout) + Term.Of(connection + "connection-timeout", c.ConnectionTimeout),
            false, Term.Of("connection-pool.active-timeout", replication.TransitionTimeout), "a promotion would be given up before it can succeed");
        yield return new Rule(passive, false, Term.Of("set-passive-timeout", replication.SetPassiveTimeout), "a successor might not even have tried in that time");
        yield return new Rule(passive, false, Term.Of(connection + "yield-timeout", c.YieldTimeout), "a replica with a higher priority might not even have tried in that time");
        yield return new Rule(Term.Of("rest-min", replication.RestMin), true, Term.Of("rest-max", replication.RestMax), "the first rest would be longer than the longest");
    }

    private sealed record Rule(Term Left, bool MayBeEqual, Term Right, string Consequence);

    private sealed record Term(string Text, TimeSpan Value, IReadOnlyList<string> Keys)
    {
        public static Term Of(string key, TimeSpan value) => new(key, value, [key]);

        public static Term operator +(Term a, Term b) => new($"{a.Text} + {b.Text}", a.Value + b.Value, [.. a.Keys, .. b.Keys]);

        public override string ToString() => $"{Text} ({HoconUnits.Render(Value)})";
    }
}
