namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Which packets between a replica and its database are dropped.</summary>
public enum Cut
{
    /// <summary>All.</summary>
    Both,

    /// <summary>Those to the replica: the server hears it, but is not heard.</summary>
    ToReplica,

    /// <summary>Those from the replica: it hears the server, but is not heard.</summary>
    FromReplica,
}
