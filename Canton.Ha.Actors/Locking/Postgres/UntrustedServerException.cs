namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>This server must not be used as it is now: read-only, in recovery, another one than before, or behind what was seen. That may change, so it is worth trying again.</summary>
internal sealed class UntrustedServerException(string message) : Exception(message);
