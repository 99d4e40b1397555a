namespace Grpc.Peers.Tests.Support;

/// <summary>What the servers send when they are asked to fail; the scripts of the peers know it too.</summary>
internal static class Expectations
{
    public const string Failure = "50% of «über»\n";

    public static readonly byte[] Details = [8, 9, 18, 3, 97, 98, 99, 0, 255];

    public static readonly byte[] Trailing = [0, 1, 254, 255];

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>For a client's script as a whole: longer than its calls together, which have 20 s each, and there are fewer than two dozen.</summary>
    public static readonly TimeSpan PatienceWithScript = TimeSpan.FromMinutes(8);
}
