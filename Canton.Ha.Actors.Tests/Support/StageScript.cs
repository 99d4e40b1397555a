using Akka.Actor;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a <see cref="FakeStage"/> is to do; outlives the actor, which may be built anew.</summary>
internal sealed class StageScript
{
    public StageConduct Opening { get; set; }

    public StageConduct Closing { get; set; }

    /// <summary>The actor that follows this script now.</summary>
    public IActorRef Stage { get; set; } = ActorRefs.Nobody;
}
