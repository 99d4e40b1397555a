using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Topology;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>What is known of one synchronizer after its last processed event.</summary>
internal sealed class SynchronizerTrack(SynchronizerPosition position, Hosting hosting, CertificationRules rules)
{
    /// <summary>Time that passes without events is stored when it is so much, in microseconds.</summary>
    private const long StoreEvery = Micros.PerSecond;

    private long _provedTime = position.View;
    private long _storedView = position.View;

    public string Synchronizer => position.Synchronizer;

    public Certifier Certifier { get; } = new(rules, position.State);

    public Hosting Hosting { get; private set; } = hosting;

    public long Counter { get; private set; } = position.Counter;

    /// <summary>Everything sequenced up to here has been processed. Goes on while nothing happens, unlike the record time of the last event.</summary>
    public long View => Math.Max(_provedTime, Certifier.State.Time);

    /// <summary>Counts an event.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or came twice: nothing that follows can be right.</exception>
    public void Count(SequencedEvent sequenced)
    {
        if (!Follows(sequenced, Counter, Certifier.State.Time))
            throw new InvalidOperationException(Broken(sequenced, Counter, Certifier.State.Time));

        Counter = sequenced.Counter;
    }

    /// <summary>Why a batch cannot come next, in one sentence; null if it can.</summary>
    public string? Gap(SequencedBatch batch)
    {
        var (counter, time) = (Counter, Certifier.State.Time);
        foreach (var sequenced in batch.Events)
        {
            if (!Follows(sequenced, counter, time))
                return Broken(sequenced, counter, time);
            (counter, time) = (sequenced.Counter, sequenced.SequencedAt);
        }

        return null;
    }

    /// <summary>Everything up to <paramref name="time"/> has been delivered.</summary>
    public void Prove(long time) => _provedTime = Math.Max(_provedTime, time);

    /// <summary>What is to be stored now of where it stands; null for nothing.</summary>
    /// <param name="hasChanged">There were events, or there are updates at this time.</param>
    public SynchronizerPosition? Store(bool hasChanged)
    {
        if (Counter == 0 || (!hasChanged && View < _storedView + StoreEvery))
            return null;

        _storedView = View;
        return new SynchronizerPosition(Synchronizer, Counter, Certifier.State) { View = View };
    }

    /// <summary>A party is hosted otherwise.</summary>
    public void Apply(HostedParty change) => Hosting = Hosting.With(change);

    private static bool Follows(SequencedEvent sequenced, long counter, long time) => sequenced.Counter == counter + 1 && sequenced.SequencedAt > time;

    private string Broken(SequencedEvent sequenced, long counter, long time) =>
        $"Event {sequenced.Counter} of {Synchronizer} at {sequenced.SequencedAt} does not follow event {counter} at {time}.";
}
