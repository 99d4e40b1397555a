using Akka.Actor;

namespace Akka.Util;

/// <summary>A value that travels over the wire as another value, its surrogate.</summary>
public interface ISurrogated
{
    ISurrogate ToSurrogate(ActorSystem system);
}
