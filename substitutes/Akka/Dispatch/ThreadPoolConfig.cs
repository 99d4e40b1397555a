using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Sizes of a thread pool.</summary>
public class ThreadPoolConfig
{
    public ThreadPoolConfig(Config config)
    {
        PoolSizeMin = config.GetInt("core-pool-size-min", 0);
        PoolSizeMax = config.GetInt("core-pool-size-max", 0);
        PoolSizeFactor = config.GetDouble("core-pool-size-factor", 0);
    }

    public int PoolSizeMin { get; }

    public int PoolSizeMax { get; }

    public double PoolSizeFactor { get; }

    /// <summary>Processors times <paramref name="scalar"/>, between <paramref name="floor"/> and <paramref name="ceiling"/>.</summary>
    public static int ScaledPoolSize(int floor, double scalar, int ceiling) =>
        Math.Min(Math.Max((int)(Environment.ProcessorCount * scalar), floor), ceiling);
}
