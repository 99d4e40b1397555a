using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>An offset from which a reader can go on, and the record times up to there.</summary>
/// <param name="Offset">Everything up to here is covered.</param>
/// <param name="RecordTimes">By synchronizer.</param>
internal sealed record Checkpoint(long Offset, ImmutableSortedDictionary<string, long> RecordTimes);
