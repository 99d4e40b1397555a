namespace Canton.Ha.Actors.Locking;

/// <summary>This replica must not run with this storage, now or later, unless an operator changes something: the message says what.</summary>
public sealed class StorageRefusedException(string message) : Exception(message);
