using System.Collections.Immutable;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>A hand-over under way: who waits for its end, since when it runs, to whom, and whether this replica will contend again.</summary>
/// <param name="Asked">Who waits for the answer.</param>
/// <param name="Term">The term that ends with it.</param>
/// <param name="StartedAt">Monotonic time at which the demotion began.</param>
/// <param name="To">The named successor; null for whichever replica comes first.</param>
/// <param name="IsForGood">The node is to stop.</param>
internal sealed record Handover(ImmutableList<IActorRef> Asked, long Term, TimeSpan StartedAt, string? To, bool IsForGood)
{
    public void Answer(object answer) => Asked.ForEach(asked => asked.Tell(answer));

    /// <summary>The node is to stop while this hand-over runs.</summary>
    public Handover ForGood(IActorRef asked) => this with { Asked = Asked.Add(asked), IsForGood = true };

    /// <summary>The term of whoever took over from <paramref name="replica"/>; null when nobody has yet.</summary>
    public TermRecord? SuccessorOf(string replica, Roster roster) =>
        roster.Newest is { } newest && newest.Term > Term && newest.Replica != replica ? newest : null;

    /// <summary>What to answer when another replica has taken over.</summary>
    public object AnswerFor(TermRecord successor, TimeSpan now) => To is null || To == successor.Replica
        ? new ReplicationProtocol.HandedOver(successor.Replica, successor.Term, now - StartedAt)
        : new ReplicationProtocol.SomebodyElseTookOver(successor.Replica, successor.Term, To);
}
