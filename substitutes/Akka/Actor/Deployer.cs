using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>What the configuration says about actors, by their path below <c>/user</c>; <c>*</c> stands for any one name, a final <c>**</c> for the rest.</summary>
public class Deployer
{
    protected readonly Config Default;

    private readonly Node _root = new();
    private readonly Lock _gate = new();
    private bool _isEmpty = true;

    public Deployer(Settings settings)
    {
        var deployment = settings.Config.GetConfig("akka.actor.deployment");
        Default = deployment?.GetConfig("default") ?? ConfigurationFactory.Empty;
        foreach (var entry in deployment?.Root.GetObject()?.Items.Where(i => i.Key != "default").ToArray() ?? [])
            SetDeploy(ParseConfig(entry.Key, entry.Value.ToConfig()));
    }

    public Deploy Lookup(ActorPath path)
    {
        if (_isEmpty)
            return Deploy.None;
        var elements = path.Elements;
        return elements.Count >= 2 && elements[0] == "user" ? Lookup(elements.Skip(1)) : Deploy.None;
    }

    public Deploy Lookup(IEnumerable<string> path)
    {
        lock (_gate)
            return _root.Find([.. path]) ?? Deploy.None;
    }

    /// <exception cref="IllegalActorNameException">A name in the path is not allowed.</exception>
    public void SetDeploy(Deploy deploy)
    {
        var names = deploy.Path.Split('/')[1..];
        foreach (var name in names)
        {
            if (name.Length == 0)
                throw new IllegalActorNameException($"Actor name in deployment [{deploy.Path}] must not be empty");
            if (!ActorPath.IsValidPathElement(name))
                throw new IllegalActorNameException($"Illegal actor name [{name}] in deployment [{deploy.Path}]. {ActorPath.ValidActorNameDescription}");
        }

        lock (_gate)
            _root.Set(names, deploy);
        _isEmpty = false;
    }

    public virtual Deploy ParseConfig(string key, Config config)
    {
        var deployment = config.WithFallback(Default);
        return new Deploy(
            key,
            deployment,
            Deploy.NoScopeGiven,
            deployment.GetString("dispatcher", ""),
            deployment.GetString("mailbox", ""),
            deployment.GetInt("stash-capacity", Deploy.NoStashSize));
    }

    /// <summary>One name of the paths that were configured.</summary>
    private sealed class Node
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);
        private Deploy _deploy;

        public void Set(ReadOnlySpan<string> names, Deploy deploy)
        {
            if (names.IsEmpty)
            {
                _deploy = deploy;
                return;
            }

            if (!_children.TryGetValue(names[0], out var child))
                _children.Add(names[0], child = new Node());
            child.Set(names[1..], deploy);
        }

        public Deploy Find(ReadOnlySpan<string> names)
        {
            if (names.IsEmpty)
                return _deploy;
            var found = Child(names[0])?.Find(names[1..]) ?? FindByPattern(names);
            return found ?? Child("*")?.Find(names[1..]) ?? Child("**")?._deploy;
        }

        private Deploy FindByPattern(ReadOnlySpan<string> names)
        {
            foreach (var (pattern, child) in _children)
            {
                if (pattern is not ("*" or "**") && pattern.Contains('*') && names[0].Like(pattern, caseSensitive: true) && child.Find(names[1..]) is { } found)
                    return found;
            }

            return null;
        }

        private Node Child(string name) => _children.GetValueOrDefault(name);
    }
}
