namespace Canton.Ha.Actors.Synchronizers;

/// <summary>
/// A synchronizer has heard from a later term of this participant: another replica leads, whatever this one believes. The last of three fences, for
/// when the lock and the database have both been fooled.
/// </summary>
internal sealed class StaleTermException(string message) : Exception(message);
