namespace Canton.Ha.Actors.Storage;

/// <summary>This replica is not active, or is just ceasing to be: nothing was written. Another replica may accept the same request.</summary>
public sealed class NotActiveException() : Exception("This replica is not active and cannot write.");
