using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>The checkpoint that streams send: refreshed now and then, if anything was indexed. One owner; what it answers never changes.</summary>
internal sealed class CheckpointCache
{
    /// <summary>How often a checkpoint is taken.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(15);

    /// <summary>How often an idle stream looks for one.</summary>
    public static readonly TimeSpan IdleEvery = TimeSpan.FromSeconds(60);

    /// <summary>When a new stream looks for one.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMilliseconds(500);

    private ImmutableSortedDictionary<string, long> _recordTimes = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
    private long _indexedUpTo;

    /// <summary>Null before the first.</summary>
    public Checkpoint? Latest { get; private set; }

    /// <summary>A batch was written. Time does not go back, whichever replica has told it.</summary>
    /// <param name="ledgerEnd">The ledger end from now on.</param>
    /// <param name="synchronizer">Whose events these are.</param>
    /// <param name="recordTime">No update up to there is later on this synchronizer.</param>
    public void Indexed(long ledgerEnd, string synchronizer, long recordTime)
    {
        _indexedUpTo = Math.Max(_indexedUpTo, ledgerEnd);
        _recordTimes = _recordTimes.SetItem(synchronizer, Math.Max(recordTime, _recordTimes.GetValueOrDefault(synchronizer, Micros.Min)));
    }

    /// <summary>To be called every <see cref="RefreshEvery"/>.</summary>
    public void Refresh()
    {
        if (Latest is null ? _recordTimes.Count > 0 : Latest.Offset != _indexedUpTo || Latest.RecordTimes != _recordTimes)
            Latest = new Checkpoint(_indexedUpTo, _recordTimes);
    }
}
