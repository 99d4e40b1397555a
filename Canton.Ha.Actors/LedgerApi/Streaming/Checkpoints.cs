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
        foreach (var (synchronizer, recordTime) in checkpoint.RecordTimes)
            told.SynchronizerTimes.Add(new SynchronizerTime { SynchronizerId = synchronizer, RecordTime = Micros.ToTimestamp(recordTime) });
        return told;
    }
}
