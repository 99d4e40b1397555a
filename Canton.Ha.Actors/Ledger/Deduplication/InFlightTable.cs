namespace Canton.Ha.Actors.Ledger.Deduplication;

/// <summary>Messages that are under way, as the indexer knows them: registered before they are sent, done when sequenced or too late. One owner.</summary>
internal sealed class InFlightTable
{
    private readonly Dictionary<Guid, InFlightMessage> _byId = [];
    private readonly Dictionary<string, SortedSet<(long Latest, Guid Id)>> _byTime = new(StringComparer.Ordinal);

    public InFlightTable(IEnumerable<InFlightMessage> stored)
    {
        foreach (var message in stored)
            Add(message);
    }

    public int Count => _byId.Count;

    public void Add(InFlightMessage message)
    {
        _byId.Add(message.MessageId, message);
        if (!_byTime.TryGetValue(message.Synchronizer, out var sent))
            _byTime[message.Synchronizer] = sent = [];
        sent.Add((message.LatestSequencingTime, message.MessageId));
    }

    /// <summary>Takes the message with this id out; null if it is not, or no longer, under way.</summary>
    public InFlightMessage? Take(Guid id)
    {
        if (!_byId.Remove(id, out var message))
            return null;

        _byTime[message.Synchronizer].Remove((message.LatestSequencingTime, id));
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

    private InFlightMessage? Oldest(string synchronizer) =>
        _byTime.TryGetValue(synchronizer, out var sent) && sent.Count > 0 ? _byId[sent.Min.Id] : null;
}
