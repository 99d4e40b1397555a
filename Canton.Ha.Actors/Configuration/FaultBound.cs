namespace Canton.Ha.Actors.Configuration;

/// <summary>How long, by its settings, a participant may have no active replica.</summary>
/// <param name="Fault">What happens.</param>
/// <param name="Longest">Bound without the time the database needs for the promotion itself; null when nobody takes over before somebody ends the fault.</param>
/// <param name="Formula">How the bound comes about, in the names of the keys.</param>
public sealed record FaultBound(string Fault, TimeSpan? Longest, string Formula);
