namespace Canton.Ha.Actors.Synchronizers;

/// <summary>As whom this replica speaks to synchronizers.</summary>
/// <param name="Member">The id of the participant.</param>
/// <param name="Term">The term of this replica: what an earlier one does is refused once this one has subscribed.</param>
internal sealed record Membership(string Member, long Term);
