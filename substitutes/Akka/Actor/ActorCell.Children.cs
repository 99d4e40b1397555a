using System.Collections.Immutable;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Actor;

/// <content>The children of the actor. Changed by compare-and-swap, because others look them up while the actor runs.</content>
public partial class ActorCell
{
    private IChildrenContainer _children = EmptyChildrenContainer.Instance;
    private ImmutableDictionary<string, FunctionRef> _functionRefs = ImmutableDictionary<string, FunctionRef>.Empty;
    private long _nextRandomName = -1;

    public IChildrenContainer ChildrenContainer => Volatile.Read(ref _children);

    protected bool IsNormal => ChildrenContainer.IsNormal;

    protected bool IsTerminating => ChildrenContainer.IsTerminating;

    private bool IsWaitingForChildren =>
        ChildrenContainer is TerminatingChildrenContainer { Reason: SuspendReason.IWaitingForChildren };

    public virtual IActorRef ActorOf(Props props, string name = null) => MakeChild(props, NameOrRandom(name), isSystemService: false, async: false);

    /// <summary>Starts a child on behalf of somebody outside of this actor.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string name = null) =>
        MakeChild(props, NameOrRandom(name), isSystemService, async: true);

    public void Stop(IActorRef child)
    {
        if (ChildrenContainer.TryGetByRef(child, out _))
            Update(c => c.ShallDie(child));
        ((IInternalActorRef)child).Stop();
    }

    IActorRef IActorContext.Child(string name) =>
        TryGetChildStatsByName(name, out var stats) && stats is ChildRestartStats child ? child.Child : ActorRefs.Nobody;

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    public IEnumerable<IInternalActorRef> GetChildren() => ChildrenContainer.Children;

    /// <summary>The child of that name, with or without uid; else nobody.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        var (plain, uid) = GetNameAndUid(name);
        if (TryGetChildStatsByName(plain, out var stats) && stats is ChildRestartStats child)
            return uid == UndefinedUid || uid == child.Uid ? child.Child : ActorRefs.Nobody;
        return _functionRefs.TryGetValue(plain, out var function) && (uid == UndefinedUid || uid == function.Path.Uid) ? function : ActorRefs.Nobody;
    }

    public bool TryGetChildStatsByName(string name, out IChildStats child) => ChildrenContainer.TryGetByName(name, out child);

    /// <summary>Takes a name for a child that will be made.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken.</exception>
    public void ReserveChild(string name) => Update(c => c.Reserve(name));

    /// <summary>Puts a child in its reserved place; null when there is none.</summary>
    public ChildRestartStats InitChild(IInternalActorRef actor)
    {
        ChildRestartStats made = null;
        while (true)
        {
            var children = ChildrenContainer;
            if (!children.TryGetByName(actor.Path.Name, out var old))
                return null;
            if (old is ChildRestartStats known)
                return known;
            made ??= new ChildRestartStats(actor);
            var added = children.Add(actor.Path.Name, made);
            if (TrySwap(children, children.IsTerminating ? added.ShallDie(actor) : added))
                return made;
        }
    }

    protected void UnreserveChild(string name) => Update(c => c.Unreserve(name));

    protected bool TryGetChildStatsByRef(IActorRef actor, out ChildRestartStats child) => ChildrenContainer.TryGetByRef(actor, out child);

    /// <summary>States what the actor waits for; false when no child is stopping.</summary>
    protected bool SetChildrenTerminationReason(SuspendReason reason)
    {
        while (ChildrenContainer is TerminatingChildrenContainer terminating)
        {
            if (TrySwap(terminating, terminating.CreateCopyWithReason(reason)))
                return true;
        }

        return false;
    }

    protected void SetTerminated() => Interlocked.Exchange(ref _children, TerminatedChildrenContainer.Instance);

    /// <summary>Removes a child; the reason to go on when it was the last one waited for.</summary>
    protected SuspendReason RemoveChildAndGetStateChange(IActorRef child)
    {
        var reason = (ChildrenContainer as TerminatingChildrenContainer)?.Reason;
        return Update(c => c.Remove(child)) is TerminatingChildrenContainer ? null : reason;
    }

    internal FunctionRef AddFunctionRef(Action<IActorRef, object> tell, string suffix = "")
    {
        var name = RandomName("$$") + (string.IsNullOrEmpty(suffix) ? "" : "-" + suffix);
        var function = new FunctionRef(new ChildActorPath(Self.Path, name, NewUid()), SystemImpl.Provider, tell);
        return ImmutableInterlocked.GetOrAdd(ref _functionRefs, name, function);
    }

    internal bool RemoveFunctionRef(FunctionRef functionRef)
    {
        if (functionRef.Path.Parent != Self.Path)
            throw new InvalidOperationException($"Trying to remove FunctionRef {functionRef.Path} from wrong ActorCell");
        if (!ImmutableInterlocked.TryRemove(ref _functionRefs, functionRef.Path.Name, out var removed))
            return false;
        removed.Stop();
        return true;
    }

    protected void StopFunctionRefs()
    {
        foreach (var function in Interlocked.Exchange(ref _functionRefs, _functionRefs.Clear()).Values)
            function.Stop();
    }

    private void StopChildren()
    {
        foreach (var child in ChildrenContainer.Children)
            Stop(child);
    }

    private void SuspendChildren(IReadOnlyCollection<IActorRef> except)
    {
        foreach (var child in ChildrenContainer.Children)
        {
            if (!except.Contains(child))
                child.Suspend();
        }
    }

    private void ResumeChildren(Exception causedByFailure, IActorRef perpetrator)
    {
        foreach (var child in ChildrenContainer.Children)
            child.Resume(child.Equals(perpetrator) ? causedByFailure : null);
    }

    private IInternalActorRef MakeChild(Props props, string name, bool isSystemService, bool async)
    {
        if (ChildrenContainer.IsTerminating)
            throw new InvalidOperationException("Cannot create child while terminating or terminated");
        ReserveChild(name);
        var child = MakeReserved(props, name, isSystemService, async);
        for (var i = IsFailed ? Mailbox.SuspendCount() : 0; i > 0; i--)
            child.Suspend();
        if (InitChild(child) is null)
            (child as LocalActorRef)?.Cell.Abandon();
        else
            Start(child);
        return child;
    }

    /// <summary>An actor that stops while somebody outside gives it a child waits for that child, too.</summary>
    private void Start(IInternalActorRef child)
    {
        child.Start();
        if (IsTerminating)
            child.Stop();
    }

    /// <summary>Ends an actor that was never started: its messages become dead letters.</summary>
    private void Abandon()
    {
        var mailbox = SwapMailbox(System.Mailboxes.DeadLetterMailbox);
        mailbox.BecomeClosed();
        mailbox.CleanUp();
    }

    private IInternalActorRef MakeReserved(Props props, string name, bool isSystemService, bool async)
    {
        try
        {
            var path = new ChildActorPath(Self.Path, name, NewUid());
            return SystemImpl.Provider.ActorOf(SystemImpl, props, _self, path, isSystemService, deploy: null, lookupDeploy: true, async);
        }
        catch (Exception)
        {
            UnreserveChild(name);
            throw;
        }
    }

    private string NameOrRandom(string name)
    {
        if (name is null)
            return RandomName("$");
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"Illegal actor name [{name}]. {ActorPath.ValidActorNameDescription}");
        return name;
    }

    private string RandomName(string prefix) => Interlocked.Increment(ref _nextRandomName).Base64Encode(prefix);

    private IChildrenContainer Update(Func<IChildrenContainer, IChildrenContainer> change)
    {
        while (true)
        {
            var old = ChildrenContainer;
            var changed = change(old);
            if (TrySwap(old, changed))
                return changed;
        }
    }

    private bool TrySwap(IChildrenContainer old, IChildrenContainer changed) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _children, changed, old), old);
}
