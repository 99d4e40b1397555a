using Akka.Util;

namespace Akka.Actor;

/// <summary>No actor: takes every message and does nothing.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static Nobody Instance = new();

    private static readonly NobodySurrogate SurrogateInstance = new();

    private Nobody()
    {
    }

    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/Nobody");

    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody does not provide");

    public override ISurrogate ToSurrogate(ActorSystem system) => SurrogateInstance;

    /// <summary>The wire form of <see cref="Nobody"/>.</summary>
    public class NobodySurrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}

/// <summary>Takes answers that nobody wants.</summary>
internal sealed class IgnoreActorRef : MinimalActorRef
{
    internal static readonly Address Address = new("akka", "local");

    private static readonly ActorPath IgnorePath = new RootActorPath(Address) / "ignore";

    public IgnoreActorRef(IActorRefProvider provider) => Provider = provider;

    public override ActorPath Path => IgnorePath;

    public override IActorRefProvider Provider { get; }

    public static bool IsIgnoreRefPath(string path) => ActorPath.TryParse(path, out var parsed) && IsIgnoreRefPath(parsed);

    public static bool IsIgnoreRefPath(ActorPath path) => path.Equals(IgnorePath);
}
