namespace Canton.Ha.Actors.Contracts;

/// <summary>
/// Names one database session so that no other can be mistaken for it: a process id is used again, its start time is not.
/// </summary>
/// <param name="Pid">Process id of the server process (PostgreSQL) or of the replica (embedded store).</param>
/// <param name="StartedAt">When that process began, in microseconds since the Unix epoch, by the clock of the server.</param>
public sealed record SessionId(int Pid, long StartedAt);
