namespace Akka.Actor.Internal;

/// <summary>The actor that runs on the current thread.</summary>
public static class InternalCurrentActorCellKeeper
{
    [ThreadStatic]
    private static ActorCell current;

    public static ActorCell Current
    {
        get => current;
        set => current = value;
    }
}
