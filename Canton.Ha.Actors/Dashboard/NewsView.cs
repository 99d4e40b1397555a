using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Something that happened to a replica.</summary>
/// <param name="Id">Names it in all pages.</param>
/// <param name="At">When, by the clock of its host.</param>
/// <param name="Replica">To whom.</param>
/// <param name="Text">A sentence without its subject, the replica.</param>
/// <param name="Tone">How an operator takes it.</param>
internal sealed record NewsView(string Id, DateTimeOffset At, string Replica, string Text, NewsTone Tone)
{
    /// <summary>A fact in words.</summary>
    public static NewsView Of(string id, DateTimeOffset at, ReplicaEvent fact) => new(id, at, fact.Replica, EventSentence.Of(fact), ToneOf(fact));

    private static NewsTone ToneOf(ReplicaEvent fact) => fact switch
    {
        ReplicaEvent.LockLost or ReplicaEvent.LockUnavailable or ReplicaEvent.BranchFailed or ReplicaEvent.Refused => NewsTone.Bad,
        ReplicaEvent.RoleChanged { Role: ReplicaRole.Active } or ReplicaEvent.HandedOver or ReplicaEvent.LockReachable => NewsTone.Good,
        _ => NewsTone.Plain,
    };
}

/// <summary>How an operator takes a piece of news.</summary>
internal enum NewsTone
{
    /// <summary>It is what happens.</summary>
    Plain,

    /// <summary>Something works, or works again.</summary>
    Good,

    /// <summary>A human should look.</summary>
    Bad,
}
