namespace Akka.Configuration;

/// <summary>Operations on configurations that may be null.</summary>
public static class ConfigExtensions
{
    /// <summary><paramref name="config"/> with a fallback; the fallback itself when there is no configuration.</summary>
    public static Config SafeWithFallback(this Config config, Config fallback)
    {
        if (config is null)
            return fallback;
        return ReferenceEquals(config, fallback) ? config : config.WithFallback(fallback);
    }

    /// <summary>Whether there is no configuration, or one without any key.</summary>
    public static bool IsNullOrEmpty(this Config config) => config is null || config.IsEmpty;
}
