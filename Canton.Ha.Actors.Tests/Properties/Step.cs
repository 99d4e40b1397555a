namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>One command or fault.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Replica">To which replica, 0 to 2.</param>
/// <param name="Millis">How long it lasts until the next one.</param>
internal sealed record Step(StepKind Kind, int Replica, int Millis);
