using System.Collections.Immutable;
using Akka.Actor;

namespace Canton.Ha.Actors.Replication;

/// <summary>A hand-over under way: who waits for its end, since when it runs, to whom, and whether this replica will contend again.</summary>
/// <param name="Asked">Who waits for the answer.</param>
/// <param name="StartedAt">Monotonic time at which the demotion began.</param>
/// <param name="To">The named successor; null for whichever replica comes first.</param>
/// <param name="IsForGood">The node is to stop.</param>
internal sealed record Handover(ImmutableList<IActorRef> Asked, TimeSpan StartedAt, string? To, bool IsForGood)
{
    public void Answer(object answer) => Asked.ForEach(asked => asked.Tell(answer));

    /// <summary>The node is to stop while this hand-over runs.</summary>
    public Handover ForGood(IActorRef asked) => this with { Asked = Asked.Add(asked), IsForGood = true };
}
