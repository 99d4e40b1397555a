using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Reading;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.LedgerApi.Streaming;

/// <summary>Checkpoints in the words of the Ledger API.</summary>
internal static class Checkpoints
{
    public static OffsetCheckpoint Of(Checkpoint checkpoint)
    {
        var told = new OffsetCheckpoint { Offset = checkpoint.Offset };
        told.SynchronizerTimes.AddRange(TimesOf(checkpoint.RecordTimes));
        return told;
    }

    public static IEnumerable<SynchronizerTime> TimesOf(ImmutableSortedDictionary<string, long> recordTimes) =>
        recordTimes.Select(time => new SynchronizerTime { SynchronizerId = time.Key, RecordTime = Micros.ToTimestamp(time.Value) });
}
