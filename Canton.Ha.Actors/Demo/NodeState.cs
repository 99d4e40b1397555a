namespace Canton.Ha.Actors.Demo;

/// <summary>What a node of the demo is, as its health server says and as the demo has done to it.</summary>
internal enum NodeState
{
    /// <summary>No process.</summary>
    Gone,

    /// <summary>A process that does not answer, or neither serves nor could take over.</summary>
    Starting,

    /// <summary>Could take over.</summary>
    Passive,

    /// <summary>Serves.</summary>
    Active,

    /// <summary>Stopped by a signal, until another one.</summary>
    Frozen,
}
