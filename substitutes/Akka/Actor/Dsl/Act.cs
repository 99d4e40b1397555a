namespace Akka.Actor.Dsl;

/// <summary>An actor made of delegates.</summary>
public sealed class Act : ReceiveActor, IActorDsl
{
    public Act(Action<IActorDsl> config) => config(this);

    public Act(Action<IActorDsl, IActorContext> config) => config(this, Context);

    public Action<Exception, IActorContext> OnPostRestart { get; set; }

    public Action<Exception, object, IActorContext> OnPreRestart { get; set; }

    public Action<IActorContext> OnPostStop { get; set; }

    public Action<IActorContext> OnPreStart { get; set; }

    public SupervisorStrategy Strategy { get; set; }

    public void Receive<T>(Action<T, IActorContext> handler) => Receive<T>(message => handler(message, Context));

    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle) =>
        Receive(message => handler(message, Context), shouldHandle);

    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) => Receive(handler, shouldHandle);

    public void ReceiveAny(Action<object, IActorContext> handler) => ReceiveAny(message => handler(message, Context));

    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T> shouldHandle = null) =>
        ReceiveAsync(message => handler(message, Context), shouldHandle);

    public void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler) => ReceiveAsync(handler, shouldHandle);

    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler) => ReceiveAnyAsync(message => handler(message, Context));

    public void DefaultPreRestart(Exception reason, object message) => base.PreRestart(reason, message);

    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);

    public void DefaultPreStart() => base.PreStart();

    public void DefaultPostStop() => base.PostStop();

    public void Become(Action<object, IActorContext> handler) => Become(message => handler(message, Context));

    public void BecomeStacked(Action<object, IActorContext> handler) => BecomeStacked(message => handler(message, Context));

    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    public IActorRef ActorOf(Action<IActorDsl> config, string name = null) => Context.ActorOf(Props.Create(() => new Act(config)), name);

    protected override void PreStart() => Or(OnPreStart is not null, () => OnPreStart(Context), DefaultPreStart);

    protected override void PostStop() => Or(OnPostStop is not null, () => OnPostStop(Context), DefaultPostStop);

    protected override void PreRestart(Exception reason, object message) =>
        Or(OnPreRestart is not null, () => OnPreRestart(reason, message, Context), () => DefaultPreRestart(reason, message));

    protected override void PostRestart(Exception reason) =>
        Or(OnPostRestart is not null, () => OnPostRestart(reason, Context), () => DefaultPostRestart(reason));

    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();

    private static void Or(bool isGiven, Action given, Action byDefault)
    {
        if (isGiven)
            given();
        else
            byDefault();
    }
}
