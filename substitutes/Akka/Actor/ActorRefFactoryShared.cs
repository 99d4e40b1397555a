using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Makes selections from paths.</summary>
public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ActorSystemImpl)system).Provider.RootGuardianAt(actorPath.Address), actorPath.Elements);

    /// <summary>A full path, one from the root (with a leading slash), or one from <paramref name="lookupRoot"/>.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        var provider = ((ActorSystemImpl)system).Provider;
        if (string.IsNullOrEmpty(path))
            return new ActorSelection(system.DeadLetters, "");
        if (path[0] == '/')
            return new ActorSelection(provider.RootGuardian, path);
        if (!path.Contains("://", StringComparison.Ordinal))
            return new ActorSelection(lookupRoot, path);
        return ActorPath.TryParse(path, out var parsed)
            ? new ActorSelection(provider.RootGuardianAt(parsed.Address), parsed.Elements)
            : new ActorSelection(provider.DeadLetters, "");
    }

    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);
}

/// <summary>Shorter ways to make actors and selections.</summary>
public static class ActorRefFactoryExtensions
{
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);

    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);
}

/// <summary>Splits relative paths.</summary>
public static class RelativeActorPath
{
    /// <summary>The names of a relative path; null when it is a full one or cannot be read.</summary>
    public static IEnumerable<string> Unapply(string addr) =>
        Uri.TryCreate(addr, UriKind.RelativeOrAbsolute, out var uri) && !uri.IsAbsoluteUri ? addr.TrimStart('/').Split('/') : null;
}
