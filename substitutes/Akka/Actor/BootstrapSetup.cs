using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>What a system needs to start: configuration and provider of references.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> actorRefProvider)
    {
        Config = config;
        ActorRefProvider = actorRefProvider;
    }

    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);

    public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);

    public BootstrapSetup WithConfigFallback(Config config) =>
        Config.HasValue ? new BootstrapSetup(Config.Value.SafeWithFallback(config), ActorRefProvider) : WithConfig(config);
}

/// <summary>Which provider makes the references of a system.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection(string identifier, string fqn, bool hasCluster)
    {
        Identifier = identifier;
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Identifier { get; }

    internal string Fqn { get; }

    internal bool HasCluster { get; }

    internal static ProviderSelection GetProvider(string providerClass) =>
        providerClass is "local" or "Akka.Actor.LocalActorRefProvider" ? Local.Instance : new Custom(providerClass);

    /// <summary>Actors of this process only.</summary>
    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local() : base("local", typeof(LocalActorRefProvider).FullName + ", Akka", hasCluster: false)
        {
        }
    }

    /// <summary>A provider by its type name.</summary>
    public sealed class Custom : ProviderSelection
    {
        public Custom(string fqn, string identifier = null, bool hasCluster = false) : base(identifier ?? string.Empty, fqn, hasCluster)
        {
        }
    }
}
