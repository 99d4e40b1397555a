using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A node of the path tree that is no actor; holds the receivers of pending asks under <c>/temp</c>.</summary>
internal sealed class VirtualPathContainer : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new(StringComparer.Ordinal);
    private readonly ILoggingAdapter _log;

    public VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent, ILoggingAdapter log)
    {
        Provider = provider;
        Path = path;
        Parent = parent;
        _log = log;
    }

    public override IActorRefProvider Provider { get; }

    public override IInternalActorRef Parent { get; }

    public override ActorPath Path { get; }

    public void AddChild(string name, IInternalActorRef actor)
    {
        if (!_children.TryAdd(name, actor))
            _log.Warning("{0} already has a child {1}", Path, name);
    }

    public void RemoveChild(string name)
    {
        if (!_children.TryRemove(name, out _))
            _log.Warning("{0} trying to remove non-child {1}", Path, name);
    }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0 || string.IsNullOrEmpty(name[0]))
            return this;
        return _children.TryGetValue(name[0], out var child) ? child.GetChild(name.Skip(1).ToArray()) : ActorRefs.Nobody;
    }
}
