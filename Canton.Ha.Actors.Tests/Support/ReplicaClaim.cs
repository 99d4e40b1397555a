namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a replica says about itself to whoever asks its health server.</summary>
/// <param name="IsActive">It serves.</param>
/// <param name="Term">The last term it held.</param>
internal sealed record ReplicaClaim(bool IsActive, long Term);
