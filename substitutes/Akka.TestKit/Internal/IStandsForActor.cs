using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>A reference of the test kit that passes everything on to that of an actor.</summary>
internal interface IStandsForActor
{
    /// <summary>The reference of the actor.</summary>
    IActorRef Actor { get; }
}
