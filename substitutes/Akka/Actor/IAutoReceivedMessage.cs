namespace Akka.Actor;

/// <summary>A message that the cell handles itself; the actor sees it only if the cell passes it on.</summary>
public interface IAutoReceivedMessage
{
}

/// <summary>A message that should not come from outside the process.</summary>
public interface IPossiblyHarmful
{
}

/// <summary>A message that is never serialized for verification.</summary>
public interface INoSerializationVerificationNeeded
{
}

/// <summary>A message that does not reset the receiver's receive timeout.</summary>
public interface INotInfluenceReceiveTimeout
{
}

/// <summary>A message around another message.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}

/// <summary>Unpacks messages.</summary>
public static class WrappedMessage
{
    /// <summary>The innermost message.</summary>
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped)
            message = wrapped.Message;
        return message;
    }
}

/// <summary>An actor whose received messages are logged when <c>akka.actor.debug.receive</c> is on.</summary>
public interface ILogReceive
{
}
