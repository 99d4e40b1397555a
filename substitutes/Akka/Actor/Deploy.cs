using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Where and how an actor runs, as far as it was said. Immutable.</summary>
public class Deploy : IEquatable<Deploy>, ISurrogated
{
    public static readonly string NoDispatcherGiven = string.Empty;
    public static readonly string NoMailboxGiven = string.Empty;
    public static readonly Scope NoScopeGiven = Akka.Actor.NoScopeGiven.Instance;
    public static readonly Deploy None = new();
    public static readonly Deploy Local = new(Scope.Local);

    /// <summary>No number of stashed messages was given.</summary>
    public const int NoStashSize = -1;

    public Deploy() : this("", ConfigurationFactory.Empty, NoScopeGiven, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    public Deploy(Scope scope) : this("", scope)
    {
    }

    public Deploy(string path, Scope scope) : this(path, ConfigurationFactory.Empty, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    internal Deploy(string path, Config config, Scope scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path;
        Config = config;
        Scope = scope ?? Akka.Actor.NoScopeGiven.Instance;
        Dispatcher = dispatcher ?? string.Empty;
        Mailbox = mailbox ?? string.Empty;
        StashCapacity = stashCapacity;
    }

    public string Path { get; }

    public Config Config { get; }

    public Scope Scope { get; }

    public string Dispatcher { get; }

    public string Mailbox { get; }

    /// <summary>Messages the actor may stash.</summary>
    public int StashCapacity { get; }

    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        ReferenceEquals(Config, other.Config) ? Config : Config.WithFallback(other.Config),
        Scope.WithFallback(other.Scope),
        Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    public virtual Deploy WithScope(Scope scope) => new(Path, Config, scope ?? Scope, Dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, Scope, Dispatcher, mailbox, StashCapacity);

    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Config, Scope, dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    public bool Equals(Deploy other) =>
        ReferenceEquals(this, other)
        || (other is not null && Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox
            && StashCapacity == other.StashCapacity && Equals(Scope, other.Scope) && Config.ToString() == other.Config.ToString());

    public override bool Equals(object obj) => Equals(obj as Deploy);

    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);

    public ISurrogate ToSurrogate(ActorSystem system) => new DeploySurrogate
    {
        Path = Path,
        Config = Config,
        Scope = Scope,
        Dispatcher = Dispatcher,
        Mailbox = Mailbox,
        StashCapacity = StashCapacity,
    };

    /// <summary>The wire form of a deployment.</summary>
    public class DeploySurrogate : ISurrogate
    {
        public string Path { get; set; }

        public Config Config { get; set; }

        public Scope Scope { get; set; }

        public string Dispatcher { get; set; }

        public string Mailbox { get; set; }

        public int StashCapacity { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Deploy(Path, Config, Scope, Dispatcher, Mailbox, StashCapacity);
    }
}
