namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>How things stand in the ledger of one term, for whoever measures it.</summary>
internal sealed class LedgerLevels(LedgerHead head, Underway underway, SynchronizerBoard board, TimeProvider time)
{
    /// <summary>Offset of the last update.</summary>
    public long End => head.End;

    /// <summary>Offset of the last update that was removed; 0 if none was.</summary>
    public long Pruned => head.Bounds.PrunedUpTo;

    /// <summary>Changes that are being made.</summary>
    public int InFlight => underway.Claimed;

    /// <summary>Bytes of messages that are under way.</summary>
    public long InFlightBytes => underway.Bytes;

    /// <summary>For each synchronizer that was connected in this term, by its alias, how many seconds ago what has been heard of it was the present.</summary>
    public IEnumerable<(string Synchronizer, double Seconds)> Lags
    {
        get
        {
            var now = time.NowMicros();
            return board.Views.Select(place => (place.Alias, Math.Max(0, Micros.ToTimeSpan(now - place.View).TotalSeconds)));
        }
    }
}
