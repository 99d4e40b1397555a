using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Configurations for actor systems under test.</summary>
public static class TestConfigs
{
    /// <summary>The defaults of the test kit.</summary>
    public static Config DefaultConfig => ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Internal.Reference.conf");

    /// <summary>The defaults of the test kit with <see cref="TestScheduler"/> as the scheduler.</summary>
    public static Config TestSchedulerConfig => ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Configs.TestScheduler.conf");
}
