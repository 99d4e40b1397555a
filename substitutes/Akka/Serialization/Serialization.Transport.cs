using Akka.Actor;

namespace Akka.Serialization;

/// <content>For whom this thread is serializing.</content>
public partial class Serialization
{
    [ThreadStatic]
    private static Information _current;

    /// <exception cref="InvalidOperationException">Not called from within <see cref="WithTransport{T}"/>.</exception>
    public static Information GetCurrentTransportInformation() =>
        _current ?? throw new InvalidOperationException("CurrentTransportInformation is not set. Use Serialization.WithTransport<T>.");

    /// <summary>Runs something that serializes for the system's own address.</summary>
    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) => WithInformation(system.Provider.SerializationInformation, action);

    /// <summary>Runs something that serializes for the system's own address.</summary>
    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) =>
        WithTransport(system, () => action(state));

    /// <summary>The path of an actor as text, with the address by which the receiver knows it.</summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (actorRef is null || Equals(actorRef, ActorRefs.NoSender))
            return string.Empty;
        var owner = (actorRef as ActorRefWithCell)?.Underlying.System as ExtendedActorSystem;
        if (_current is null)
            return owner is null ? actorRef.Path.ToSerializationFormat() : actorRef.Path.ToSerializationFormatWithAddress(owner.Provider.DefaultAddress);
        var address = owner is null || owner == _current.System
            ? _current.Address
            : owner.Provider.GetExternalAddressFor(_current.Address) ?? owner.Provider.DefaultAddress;
        return actorRef.Path.ToSerializationFormatWithAddress(address);
    }

    internal static T WithInformation<T>(Information information, Func<T> action)
    {
        var before = _current;
        _current = information;
        try
        {
            return action();
        }
        finally
        {
            _current = before;
        }
    }

    /// <summary>Unlike <see cref="WithTransport{T}"/> this leaves what an outer call has set.</summary>
    private T Inside<T>(Func<T> action) => WithInformation(_current ?? System.Provider.SerializationInformation, action);
}
