using Akka.Configuration;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Synchronizers.Journal;

namespace Canton.Ha.Actors.Node;

/// <summary>The configuration of the actor system: the node's own over that of the configuration file over Akka's.</summary>
internal static class AkkaConfiguration
{
    public static Config From(CantonSettings settings)
    {
        var limit = $"akka.coordinated-shutdown.phases.before-service-unbind.timeout = {(long)GoodEnd.Limit(settings).TotalMilliseconds}ms";
        return ConfigurationFactory.ParseString(limit)
            .WithFallback(JournalPlugins.ConfigurationFor(settings.Participants))
            .WithFallback(ConfigurationFactory.ParseString(settings.Akka))
            .WithFallback(ConfigurationFactory.ParseString(ReadOwn()));
    }

    private static string ReadOwn()
    {
        using var stream = typeof(AkkaConfiguration).Assembly.GetManifestResourceStream("akka.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
