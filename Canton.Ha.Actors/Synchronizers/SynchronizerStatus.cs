namespace Canton.Ha.Actors.Synchronizers;

/// <summary>A registered synchronizer as it is now.</summary>
/// <param name="Registered">What is remembered of it.</param>
/// <param name="IsOpen">This replica has a connection to it, or tries to have one.</param>
/// <param name="IsConnected">Its events are heard.</param>
/// <param name="Why">Why they are not; null when they are, or nobody wants it.</param>
internal sealed record SynchronizerStatus(RegisteredSynchronizer Registered, bool IsOpen, bool IsConnected, string? Why);
