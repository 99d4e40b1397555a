using System.Collections.Concurrent;
using System.Collections;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Does something to every new or finished instance of some actors.</summary>
public interface IActorProducerPlugin
{
    bool CanBeAppliedTo(Type actorType);

    void AfterIncarnated(ActorBase actor, IActorContext context);

    void BeforeIncarnated(ActorBase actor, IActorContext context);
}

/// <summary>A plugin for all actors.</summary>
public abstract class ActorProducerPluginBase : IActorProducerPlugin
{
    public virtual bool CanBeAppliedTo(Type actorType) => true;

    public virtual void AfterIncarnated(ActorBase actor, IActorContext context)
    {
    }

    public virtual void BeforeIncarnated(ActorBase actor, IActorContext context)
    {
    }
}

/// <summary>A plugin for actors of one type.</summary>
/// <typeparam name="TActor">The type.</typeparam>
public abstract class ActorProducerPluginBase<TActor> : IActorProducerPlugin
    where TActor : ActorBase
{
    public virtual bool CanBeAppliedTo(Type actorType) => typeof(TActor).IsAssignableFrom(actorType);

    void IActorProducerPlugin.AfterIncarnated(ActorBase actor, IActorContext context) => AfterIncarnated(actor as TActor, context);

    void IActorProducerPlugin.BeforeIncarnated(ActorBase actor, IActorContext context) => BeforeIncarnated(actor as TActor, context);

    public virtual void AfterIncarnated(TActor actor, IActorContext context)
    {
    }

    public virtual void BeforeIncarnated(TActor actor, IActorContext context)
    {
    }
}

/// <summary>The plugins of a system.</summary>
public class ActorProducerPipelineResolver
{
    private readonly Lazy<ILoggingAdapter> _log;
    private readonly List<IActorProducerPlugin> _plugins = [new ActorStashPlugin()];
    private readonly ConcurrentDictionary<Type, ActorProducerPipeline> _pipelines = new();

    public ActorProducerPipelineResolver(Func<ILoggingAdapter> logBuilder) => _log = new Lazy<ILoggingAdapter>(logBuilder);

    public int TotalPluginCount => _plugins.Count;

    public bool Register(IActorProducerPlugin plugin) => Insert(_plugins.Count, plugin);

    /// <summary>Adds a plugin; false when there is one of that type already.</summary>
    public bool Insert(int index, IActorProducerPlugin plugin)
    {
        if (IsRegistered(plugin))
            return false;
        _plugins.Insert(index, plugin);
        return true;
    }

    public bool Unregister(IActorProducerPlugin plugin) => _plugins.Remove(plugin);

    public bool IsRegistered(IActorProducerPlugin plugin) => _plugins.Exists(p => p.GetType() == plugin.GetType());

    internal ActorProducerPipeline ResolvePipeline(Type actorType) =>
        _pipelines.GetOrAdd(actorType, type => new ActorProducerPipeline(_log, _plugins.Where(p => p.CanBeAppliedTo(type))));
}

/// <summary>The plugins of one type of actor.</summary>
public class ActorProducerPipeline : IEnumerable<IActorProducerPlugin>
{
    private readonly Lazy<ILoggingAdapter> _log;
    private readonly List<IActorProducerPlugin> _plugins;

    public ActorProducerPipeline(Lazy<ILoggingAdapter> log, IEnumerable<IActorProducerPlugin> plugins)
    {
        _log = log;
        _plugins = [.. plugins];
    }

    public int Count => _plugins.Count;

    public void AfterActorIncarnated(ActorBase actor, IActorContext context)
    {
        foreach (var plugin in _plugins)
            Apply(plugin, actor, context, plugin.AfterIncarnated);
    }

    public void BeforeActorIncarnated(ActorBase actor, IActorContext context)
    {
        foreach (var plugin in _plugins)
            Apply(plugin, actor, context, plugin.BeforeIncarnated);
    }

    public IEnumerator<IActorProducerPlugin> GetEnumerator() => _plugins.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Apply(IActorProducerPlugin plugin, ActorBase actor, IActorContext context, Action<ActorBase, IActorContext> step)
    {
        try
        {
            step(actor, context);
        }
        catch (Exception e)
        {
            _log.Value.Error(e, "An exception occurred while trying to apply plugin of type {0} to actor (Type = {1}, Path = {2})", plugin.GetType(), actor.GetType(), context.Self.Path);
        }
    }
}
