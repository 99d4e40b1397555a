using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Round numbers for sequencers in tests.</summary>
internal static class SequencingRules
{
    public static readonly SequencingSettings Default = new(
        DeduplicationWindow: TimeSpan.FromMinutes(10),
        TimeProofPeriod: TimeSpan.FromMilliseconds(100),
        PruningPeriod: TimeSpan.FromSeconds(1),
        SlowSubscriberTimeout: TimeSpan.FromSeconds(5),
        BatchMax: 1000,
        WaitingMax: 10_000,
        WaitingBytesMax: 10_000_000,
        TailBytesMax: 1_000_000,
        PageMax: 10,
        MembersMax: 10);
}
