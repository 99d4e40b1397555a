using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Topology;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>What is known of one synchronizer after its last processed event.</summary>
internal sealed class SynchronizerTrack(SynchronizerPosition position, Hosting hosting, CertificationRules rules)
{
    private long _provedTime = Micros.Min;

    public string Synchronizer => position.Synchronizer;

    public Certifier Certifier { get; } = new(rules, position.State);

    public Hosting Hosting { get; private set; } = hosting;

    public long Counter { get; private set; } = position.Counter;

    /// <summary>Everything sequenced up to here has been processed. Goes on while nothing happens, unlike the record time of the last event.</summary>
    public long View => Math.Max(_provedTime, Certifier.State.Time);

    public SynchronizerPosition Position => new(Synchronizer, Counter, Certifier.State);

    /// <summary>Counts an event.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or came twice: nothing that follows can be right.</exception>
    public void Count(SequencedEvent sequenced)
    {
        if (sequenced.Counter != Counter + 1 || sequenced.SequencedAt <= Certifier.State.Time)
            throw new InvalidOperationException(
                $"Event {sequenced.Counter} of {Synchronizer} at {sequenced.SequencedAt} does not follow event {Counter} at {Certifier.State.Time}.");

        Counter = sequenced.Counter;
    }

    /// <summary>Everything up to <paramref name="time"/> has been delivered.</summary>
    public void Prove(long time) => _provedTime = Math.Max(_provedTime, time);

    /// <summary>A party is hosted otherwise.</summary>
    public void Apply(HostedParty change) => Hosting = Hosting.With(change);
}
