namespace Canton.Ha.Actors.Locking;

/// <summary>Who alone, besides the one that gives it back, may take the main lock next.</summary>
/// <param name="Replica">The named successor.</param>
/// <param name="For">For how long, by the clock of the storage.</param>
public sealed record Nomination(string Replica, TimeSpan For);
