using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>The replicas seen lately: the roster, and who has left it not long ago. While it cannot be read, it stays as it was.</summary>
internal sealed class Members(DashboardLimits limits, TimeProvider time)
{
    private readonly SortedDictionary<string, (RosterEntry Entry, long? LeftAt)> _known = new(StringComparer.Ordinal);
    private Roster _last = Roster.Unknown;
    private bool _isCurrent;

    /// <summary>The newest term that was read.</summary>
    public TermRecord? Newest => _last.Newest;

    /// <summary>Everybody shown.</summary>
    public IEnumerable<RosterEntry> Entries => _known.Values.Select(known => known.Entry);

    /// <summary>False when nothing has changed.</summary>
    public bool TryNote(Roster roster)
    {
        var isCurrent = !roster.Replicas.IsEmpty;
        var next = isCurrent ? roster : _last with { Policy = roster.Policy };
        var isNews = isCurrent != _isCurrent || !next.IsSameAs(_last);
        (_last, _isCurrent) = (next, isCurrent);
        if (isNews && isCurrent)
            NotePresence(roster);
        return Forget() || isNews;
    }

    /// <summary>As a page shows them.</summary>
    public ClusterView View() => new(_isCurrent, _last.Leader, _last.Newest, [.. _known.Values.Select(Member)], _last.Policy.Pause);

    private MemberView Member((RosterEntry Entry, long? LeftAt) known)
    {
        var (name, addresses) = known.Entry;
        return new MemberView(name, known.LeftAt is null, addresses.Ledger, addresses.Admin, addresses.Health, _last.Policy.PriorityOf(name));
    }

    private void NotePresence(Roster roster)
    {
        foreach (var (name, known) in _known.ToImmutableArray())
            _known[name] = known with { LeftAt = known.LeftAt ?? time.GetTimestamp() };
        foreach (var entry in roster.Replicas.Take(limits.MembersMax))
            _known[entry.Replica] = (entry, null);
    }

    private bool Forget()
    {
        var gone = _known.Where(known => known.Value.LeftAt is { } leftAt && (_known.Count > limits.MembersMax || time.GetElapsedTime(leftAt) > limits.AbsentFor)).ToList();
        gone.ForEach(known => _known.Remove(known.Key));
        return gone.Count > 0;
    }
}
