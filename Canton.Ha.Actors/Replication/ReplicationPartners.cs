using Akka.Actor;

namespace Canton.Ha.Actors.Replication;

/// <summary>The children of a replication manager.</summary>
/// <param name="Lock">The lock holder.</param>
/// <param name="Roster">The roster.</param>
/// <param name="Stages">The stages, in the order in which they open: from the database outward.</param>
public sealed record ReplicationPartners(Props Lock, Props Roster, IReadOnlyList<(string Name, Props Props)> Stages);
