using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>Settings of persistence as a whole.</summary>
public sealed class PersistenceSettings : Settings
{
    public PersistenceSettings(ActorSystem system, Config config) : base(system, config) => Internal = new InternalSettings(config);

    public InternalSettings Internal { get; }

    /// <summary>Settings for tests.</summary>
    public sealed class InternalSettings
    {
        public InternalSettings(Config config)
        {
            PublishPluginCommands = config.GetBoolean("publish-plugin-commands");
            PublishConfirmations = config.GetBoolean("publish-confirmations");
        }

        /// <summary>Whether plugins publish on the event stream what they have done.</summary>
        public bool PublishPluginCommands { get; }

        public bool PublishConfirmations { get; }
    }
}
