namespace Canton.Ha.Actors.Tests.Support;

/// <summary>How long things may take in tests on a busy machine of two cores, on which several stories are told at once. How long they do take is for the benchmark to say.</summary>
internal static class Bounds
{
    /// <summary>Until another replica is active, whatever befell the active one; the goals are 300 ms to 4 s.</summary>
    public static readonly TimeSpan Takeover = TimeSpan.FromSeconds(15);

    /// <summary>Until a replica that lost its role could take over again.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromSeconds(30);

    /// <summary>Until a process that starts can take over, its runtime's own start included.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    /// <summary>Until a process that was asked to stop has ended.</summary>
    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(20);
}
