using Akka.Event;

namespace Akka.Actor.Internal;

/// <content>The extensions of the system.</content>
public partial class ActorSystemImpl
{
    public override object RegisterExtension(IExtensionId extension)
    {
        if (extension is null)
            return null;
        _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this)));
        return extension.Get(this);
    }

    public override object GetExtension(IExtensionId extensionId)
    {
        TryGetExtension(extensionId.ExtensionType, out var extension);
        return extension;
    }

    public override T GetExtension<T>()
    {
        TryGetExtension<T>(out var extension);
        return extension;
    }

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        var isFound = _extensions.TryGetValue(extensionType, out var lazy);
        extension = isFound ? lazy.Value : null;
        return isFound;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        var isFound = TryGetExtension(typeof(T), out var found);
        extension = found as T;
        return isFound;
    }

    public override bool HasExtension(Type type) => typeof(IExtension).IsAssignableFrom(type) && _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions", []))
        {
            var type = Type.GetType(name);
            if (type is not { IsClass: true, IsAbstract: false } || !typeof(IExtensionId).IsAssignableFrom(type))
                Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
            else
                LoadExtension(name, type);
        }
    }

    private void LoadExtension(string name, Type type)
    {
        try
        {
            RegisterExtension((IExtensionId)Activator.CreateInstance(type));
        }
        catch (Exception e)
        {
            Log.Error(e, "While trying to load extension [{0}], skipping...", name);
        }
    }
}
