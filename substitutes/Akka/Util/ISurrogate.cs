using Akka.Actor;

namespace Akka.Util;

/// <summary>The wire form of an <see cref="ISurrogated"/> value.</summary>
public interface ISurrogate
{
    ISurrogated FromSurrogate(ActorSystem system);
}
