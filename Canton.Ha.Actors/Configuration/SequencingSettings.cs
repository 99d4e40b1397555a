namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>sequencing</c> block of a synchronizer: how it orders and delivers, and how much memory that may take.</summary>
/// <param name="DeduplicationWindow"><c>deduplication-window</c>: how long a message that everybody has acknowledged is still known; no latest sequencing time may be further ahead.</param>
/// <param name="TimeProofPeriod"><c>time-proof-period</c>: how often a member that hears nothing is told how far time has come.</param>
/// <param name="PruningPeriod"><c>pruning-period</c>: how often what nobody needs any more is removed.</param>
/// <param name="SlowSubscriberTimeout"><c>slow-subscriber-timeout</c>: how long a subscriber may take nothing before it is ended.</param>
/// <param name="BatchMax"><c>batch-max</c>: most messages of one transaction.</param>
/// <param name="WaitingMax"><c>waiting-max</c>: most messages that may wait for a place; more are refused.</param>
/// <param name="WaitingBytesMax"><c>waiting-bytes-max</c>: most bytes that may wait for a place; more are refused.</param>
/// <param name="TailBytesMax"><c>tail-bytes-max</c>: how much of the newest events is kept in memory for all subscribers together, in bytes.</param>
/// <param name="PageMax"><c>page-max</c>: most events that a subscriber gets at a time.</param>
/// <param name="MembersMax"><c>members-max</c>: most members.</param>
public sealed record SequencingSettings(
    TimeSpan DeduplicationWindow, TimeSpan TimeProofPeriod, TimeSpan PruningPeriod, TimeSpan SlowSubscriberTimeout,
    int BatchMax, int WaitingMax, int WaitingBytesMax, int TailBytesMax, int PageMax, int MembersMax)
{
    internal static SequencingSettings From(SettingsBlock sequencing) => new(
        sequencing.Duration("deduplication-window"),
        sequencing.Duration("time-proof-period"),
        sequencing.Duration("pruning-period"),
        sequencing.Duration("slow-subscriber-timeout"),
        sequencing.Whole("batch-max", 1, 100_000),
        sequencing.Whole("waiting-max", 1, 10_000_000),
        sequencing.Whole("waiting-bytes-max", 1024, int.MaxValue),
        sequencing.Whole("tail-bytes-max", 1024, int.MaxValue),
        sequencing.Whole("page-max", 1, 100_000),
        sequencing.Whole("members-max", 1, 100_000));
}
