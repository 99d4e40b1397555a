namespace Canton.Ha.Actors.Demo;

/// <summary>The beginning of a part of the demo, which lasts until the next one.</summary>
/// <param name="Fault">What was done.</param>
/// <param name="At">When, as a timestamp.</param>
internal sealed record Strike(string Fault, long At);
