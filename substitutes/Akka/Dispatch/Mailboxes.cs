using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The mailbox types of a system: by configuration path, and by what an actor requires.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public static readonly string NoMailboxRequirement = "";

    private const string StashCapacityKey = "stash-capacity";

    private readonly ActorSystem _system;
    private readonly Dictionary<Type, string> _bindings = [];
    private readonly ConcurrentDictionary<string, MailboxType> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, Type> _requirements = [];
    private readonly ConcurrentDictionary<(Type Actor, string Dispatcher, string Mailbox), MailboxType> _mailboxes = [];

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterMailbox = new DeadLetterMailbox(system.DeadLetters);
        foreach (var binding in Config.GetConfig("akka.actor.mailbox.requirements").AsEnumerable())
            Bind(binding.Key, binding.Value.GetString());
    }

    public DeadLetterMailbox DeadLetterMailbox { get; }

    private Config Config => _system.Settings.Config;

    /// <summary>True when the actor says which kind of queue it needs.</summary>
    public bool HasRequiredType(Type actorType) => RequirementOf(actorType) != typeof(void);

    /// <summary>The kind of queue that the actor needs.</summary>
    public Type GetRequiredType(Type actorType) => HasRequiredType(actorType) ? RequirementOf(actorType) : null;

    public bool ProducesMessageQueue(Type mailboxType) => ArgumentOf(mailboxType, typeof(IProducesMessageQueue<>)) is not null;

    /// <exception cref="ConfigurationException">There is no such path, or it names no mailbox type.</exception>
    public MailboxType Lookup(string id) => _types.TryGetValue(id, out var known) ? known : _types.GetOrAdd(id, Configure(id));

    /// <exception cref="ConfigurationException">No mailbox type is bound to that kind of queue.</exception>
    public MailboxType LookupByQueueType(Type queueType) =>
        Lookup(_bindings.TryGetValue(queueType, out var id) ? id : throw new ConfigurationException($"Mailbox Mapping for [{queueType}] not configured"));

    /// <summary>The mailbox of an actor: the one of its props, else of the dispatcher it asks for, else what actor or dispatcher require, else the default.</summary>
    /// <exception cref="ArgumentException">The mailbox does not have what actor or dispatcher require.</exception>
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        var dispatcher = props.Deploy.Dispatcher;
        return _mailboxes.GetOrAdd((props.Type, dispatcher, props.Mailbox), _ => Choose(props, dispatcherConfig ?? ConfigurationFactory.Empty));
    }

    /// <summary>Messages an actor may stash: its mailbox's setting, else its dispatcher's, else the default mailbox's; -1 for any number.</summary>
    public int StashCapacity(string dispatcher, string mailbox)
    {
        foreach (var id in new[] { mailbox, dispatcher, DefaultMailboxId })
        {
            var section = string.IsNullOrEmpty(id) ? ConfigurationFactory.Empty : Dispatchers.GetConfig(Config, id);
            if (section.HasPath(StashCapacityKey))
                return section.GetInt(StashCapacityKey);
        }

        return Deploy.NoStashSize;
    }

    private void Bind(string typeName, string id)
    {
        if (Type.GetType(typeName) is { } type)
            _bindings.Add(type, id);
        else
            _system.EventStream.Publish(new Warning("mailboxes", GetType(), $"Mailbox Requirement mapping [{typeName}] is not an actual type"));
    }

    private MailboxType Configure(string id)
    {
        if (id == "unbounded")
            return new UnboundedMailbox();
        var section = Config.GetConfig(id);
        if (id == "bounded")
            return new BoundedMailbox(_system.Settings, (section ?? ConfigurationFactory.Empty).WithFallback(Config.GetConfig(DefaultMailboxId)));
        if (!Config.HasPath(id))
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var typeName = section.GetString("mailbox-type", null);
        if (string.IsNullOrEmpty(typeName))
            throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        var type = Type.GetType(typeName)
            ?? throw new ConfigurationException($"Found mailbox-type [{typeName}] in configuration for [{id}], but could not find that type in any loaded assemblies.");
        var config = ConfigurationFactory.ParseString($"id = \"{id}\"").WithFallback(section).WithFallback(Config.GetConfig(DefaultMailboxId));
        return (MailboxType)Activator.CreateInstance(type, _system.Settings, config);
    }

    private MailboxType Choose(Props props, Config dispatcher)
    {
        var id = dispatcher.GetString("id");
        var ofActor = GetRequiredType(props.Type);
        var ofDispatcher = TypeOf(dispatcher.GetString("mailbox-requirement", NoMailboxRequirement));
        MailboxType chosen;
        if (props.Mailbox != Deploy.NoMailboxGiven)
            chosen = Lookup(props.Mailbox);
        else if (props.Deploy.Dispatcher != Deploy.NoDispatcherGiven && !string.IsNullOrEmpty(dispatcher.GetString("mailbox-type")))
            chosen = Lookup(id);
        else if (ofActor is not null && (ofDispatcher is null || _bindings.ContainsKey(ofActor)))
            chosen = LookupByQueueType(ofActor);
        else
            chosen = ofDispatcher is null ? Lookup(DefaultMailboxId) : LookupByQueueType(ofDispatcher);
        Verify(chosen, ofDispatcher, $"dispatcher [{id}]");
        Verify(chosen, ofActor, $"actor class [{props.Type}]");
        return chosen;
    }

    private static void Verify(MailboxType mailbox, Type required, string by)
    {
        var produced = ArgumentOf(mailbox.GetType(), typeof(IProducesMessageQueue<>)) ?? typeof(IMessageQueue);
        if (required is not null && !required.IsAssignableFrom(produced))
            throw new ArgumentException($"produced message queue type [{produced}] does not fulfill requirement for {by}. Must be a subclass of [{required}]", nameof(mailbox));
    }

    private Type RequirementOf(Type actorType) =>
        _requirements.GetOrAdd(actorType, static type => ArgumentOf(type, typeof(IRequiresMessageQueue<>)) ?? typeof(void));

    private static Type ArgumentOf(Type type, Type definition) =>
        type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GenericTypeArguments[0];

    private static Type TypeOf(string name)
    {
        if (name == NoMailboxRequirement)
            return null;
        return Type.GetType(name) ?? throw new ConfigurationException($"Type [{name}] not found");
    }
}
