namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>Messages that are under way, as the indexer knows them: registered before they are sent, done when sequenced or too late. One owner.</summary>
internal sealed class InFlightTable
{
    private readonly Dictionary<Guid, InFlightMessage> _byId = [];
    private readonly SortedSet<(string Synchronizer, long Latest, Guid Id)> _byTime = new(Order);

    private static readonly Comparer<(string Synchronizer, long Latest, Guid Id)> Order = Comparer<(string Synchronizer, long Latest, Guid Id)>.Create(
        static (one, other) => string.CompareOrdinal(one.Synchronizer, other.Synchronizer) is not 0 and var name ? name
            : one.Latest.CompareTo(other.Latest) is not 0 and var time ? time : one.Id.CompareTo(other.Id));

    public InFlightTable(IEnumerable<InFlightMessage> stored)
    {
        foreach (var message in stored)
            Add(message);
    }

    public int Count => _byId.Count;

    public void Add(InFlightMessage message)
    {
        _byId.Add(message.MessageId, message);
        _byTime.Add(KeyOf(message));
    }

    /// <summary>Takes the message with this id out; null if it is not, or no longer, under way.</summary>
    public InFlightMessage? Take(Guid id)
    {
        if (!_byId.Remove(id, out var message))
            return null;

        _byTime.Remove(KeyOf(message));
        return message;
    }

    /// <summary>Takes out what can no longer be sequenced on <paramref name="synchronizer"/>, which has passed <paramref name="time"/>; the oldest first.</summary>
    public IEnumerable<InFlightMessage> TakeOverdue(string synchronizer, long time)
    {
        while (Oldest(synchronizer) is { } oldest && oldest.LatestSequencingTime < time)
            yield return Take(oldest.MessageId)!;
    }

    /// <summary>What to send again to <paramref name="synchronizer"/> after a new connection.</summary>
    public IEnumerable<InFlightMessage> SentTo(string synchronizer) => _byId.Values.Where(message => message.Synchronizer == synchronizer);

    private InFlightMessage? Oldest(string synchronizer)
    {
        var range = _byTime.GetViewBetween((synchronizer, long.MinValue, Guid.Empty), (synchronizer, long.MaxValue, Guid.AllBitsSet));
        return range.Count == 0 ? null : _byId[range.Min.Id];
    }

    private static (string Synchronizer, long Latest, Guid Id) KeyOf(InFlightMessage message) => (message.Synchronizer, message.LatestSequencingTime, message.MessageId);
}
