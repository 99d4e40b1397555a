using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <content>Making and releasing actor instances.</content>
public partial class ActorCell
{
    protected virtual void PreStart()
    {
    }

    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = _props.NewActor();
        SystemImpl.ActorPipelineResolver.ResolvePipeline(actor.GetType()).AfterActorIncarnated(actor, this);
        if (actor is IInitializableActor initializable)
            initializable.Init();
        return actor;
    }

    protected void PrepareForNewActor()
    {
        ClearBehaviors();
        ActorHasBeenCleared = false;
    }

    protected void SetActorFields(ActorBase actor) => actor?.Unclear();

    protected void ClearActor(ActorBase actor)
    {
        if (actor is not null)
        {
            Dispose(actor as IDisposable);
            _props.Release(actor);
            actor.Clear(SystemImpl.DeadLetters);
        }

        ActorHasBeenCleared = true;
        CurrentMessage = null;
        ClearBehaviors();
    }

    protected void ClearActorCell()
    {
        _stashed = null;
        _props = TerminatedProps;
    }

    private ActorBase NewActor()
    {
        PrepareForNewActor();
        ActorBase instance = null;
        UseThreadContext(() =>
        {
            instance = CreateNewActorInstance() ?? throw new ActorInitializationException(_self, $"{Props.Type} made no actor");
            instance.SupervisorStrategyInternal = _props.SupervisorStrategy;
        });
        return instance;
    }

    private void ClearBehaviors()
    {
        _behavior = null;
        _outerBehaviors = null;
    }

    private void Dispose(IDisposable actor)
    {
        try
        {
            actor?.Dispose();
        }
        catch (Exception e)
        {
            SystemImpl.Log?.Error(e, "An error occurred while disposing {0} actor. Reason: {1}", actor.GetType(), e.Message);
        }
    }
}
