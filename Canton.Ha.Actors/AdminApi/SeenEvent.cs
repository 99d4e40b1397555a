using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>An event, and the time of day when it was heard.</summary>
internal sealed record SeenEvent(DateTimeOffset At, ReplicaEvent Fact);
