using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Finds the configured numbers of serializers.</summary>
public static class SerializerIdentifierHelper
{
    internal const string SerializationIdentifiers = "akka.actor.serialization-identifiers";

    /// <exception cref="ArgumentException">The type has no number.</exception>
    /// <exception cref="TypeLoadException">A type with a number does not exist.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        foreach (var (name, number) in system.Settings.Config.GetConfig(SerializationIdentifiers).AsEnumerable())
        {
            if (Type.GetType(name, throwOnError: true) == type)
                return number.GetInt();
        }

        throw new ArgumentException($"Couldn't find serializer id for [{type}] under [{SerializationIdentifiers}] HOCON path", nameof(type));
    }
}
