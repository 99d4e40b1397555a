using System.Collections.Immutable;
using Akka.Actor;

namespace Canton.Ha.Actors.Replication;

/// <summary>A hand-over under way: who waits for its end, since when it runs, and whether this replica will contend again.</summary>
internal sealed record Handover(ImmutableList<IActorRef> Asked, TimeSpan StartedAt, bool IsForGood)
{
    public void Answer(object answer) => Asked.ForEach(asked => asked.Tell(answer));

    /// <summary>The node is to stop while this hand-over runs.</summary>
    public Handover ForGood(IActorRef asked) => this with { Asked = Asked.Add(asked), IsForGood = true };
}
