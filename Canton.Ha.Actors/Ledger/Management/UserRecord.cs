using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>A user of this participant, without its rights.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PrimaryParty">For which party it acts as a rule; empty for none.</param>
/// <param name="IsDeactivated">It may do nothing, whatever its rights.</param>
/// <param name="IsPrimaryPartyAuthentication">It may be authenticated by a key of its primary party.</param>
/// <param name="Annotations">What was noted about it.</param>
internal sealed record UserRecord(
    string Id, string PrimaryParty, bool IsDeactivated, bool IsPrimaryPartyAuthentication, ImmutableSortedDictionary<string, string> Annotations)
{
    /// <summary>The user that a participant begins with.</summary>
    public static readonly UserRecord ParticipantAdmin = new("participant_admin", "", IsDeactivated: false, IsPrimaryPartyAuthentication: false, Management.Annotations.None);
}
