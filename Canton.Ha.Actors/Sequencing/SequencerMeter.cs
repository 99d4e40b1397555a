using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Ledger;
using Reason = Canton.Ha.Sequencer.V1.SubmissionRefusal.Types.Reason;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Measures the order that one replica makes, term after term.</summary>
internal sealed class SequencerMeter
{
    private readonly ReplicaCounter _messages;
    private OpenSequencer? _open;

    public SequencerMeter(ReplicaMeter meter)
    {
        _messages = meter.Counter("sequencer.messages", "{message}", "Messages of members by outcome: sequenced, also those resent, or why not.");
        meter.Gauge("sequencer.waiting", "{message}", "Messages that wait for a place in the order.", () => Open?.Waiting ?? 0);
        meter.Gauge("sequencer.subscribers", "{member}", "Members that listen.", () => Open?.Subscribers ?? 0);
        meter.Gauge("sequencer.laggards", "{member}", "Members that keep old events from being removed, since they have not acknowledged them.", () => Open?.Laggards.Count ?? 0);
        meter.Gauge(
            "sequencer.time.age", "s", "How long ago the time of the order was the present, by the clocks of database and replica; only while there is an order.", () => AgeOf(Open?.Time));
    }

    /// <summary>Of sequencers that nobody counts.</summary>
    public static SequencerMeter Silent { get; } = new(ReplicaMeter.Silent);

    private OpenSequencer? Open => Volatile.Read(ref _open) is { Ended.IsCompleted: false } open ? open : null;

    /// <summary>The sequencer of a term is open, until it has ended.</summary>
    public void Opened(OpenSequencer sequencer) => Volatile.Write(ref _open, sequencer);

    /// <summary>Messages have been answered.</summary>
    public void Submitted(ImmutableArray<SubmissionOutcome> outcomes)
    {
        var sequenced = 0;
        foreach (var outcome in outcomes)
            if (outcome is SubmissionOutcome.Refused refused)
                _messages.Add(1, "outcome", NameOf(refused.Reason));
            else
                sequenced++;
        if (sequenced > 0)
            _messages.Add(sequenced, "outcome", "sequenced");
    }

    /// <summary>An order in which nobody is a member has no time yet.</summary>
    private static double? AgeOf(long? time) => time is > 0 and { } known
        ? Math.Max(0, Micros.ToTimeSpan(TimeProvider.System.NowMicros() - known).TotalSeconds)
        : null;

    private static string NameOf(Reason reason) => reason switch
    {
        Reason.TooLate => "too-late",
        Reason.TooFarAhead => "too-far-ahead",
        Reason.UnknownRecipient => "unknown-recipient",
        _ => "refused",
    };
}
