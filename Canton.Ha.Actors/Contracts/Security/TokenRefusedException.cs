namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>A token is not believed.</summary>
/// <param name="why">For the operator; nothing of the token is in it but what its reader may know: names, ids of keys, times.</param>
internal sealed class TokenRefusedException(string why) : Exception(why);
