namespace Canton.Ha.Actors.Tests.Support;

/// <summary>How a PostgreSQL server goes down.</summary>
public enum StopMode
{
    /// <summary>Ends its sessions and writes a checkpoint.</summary>
    Fast,

    /// <summary>As if its machine had lost power.</summary>
    Immediate,
}
