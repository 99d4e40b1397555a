using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>In whose name facts about synchronizers are published.</summary>
/// <param name="Replica">Name of the replica.</param>
/// <param name="Term">The term.</param>
internal sealed record ReplicaTerm(string Replica, long Term)
{
    public void Publish(ActorSystem system, string alias, SynchronizerPhase phase, string why) =>
        system.EventStream.Publish(new ReplicaEvent.SynchronizerChanged(Replica, Term, system.Scheduler.MonotonicClock, alias, phase, why));
}
