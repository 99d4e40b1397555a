using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>A party that some participant hosts on some synchronizer, as this participant knows it.</summary>
/// <param name="Party">Its id.</param>
/// <param name="IsLocal">This participant hosts it.</param>
/// <param name="Annotations">What was noted about it here.</param>
internal sealed record PartyRecord(string Party, bool IsLocal, ImmutableSortedDictionary<string, string> Annotations);
