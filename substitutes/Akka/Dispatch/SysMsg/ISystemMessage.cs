using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message that the actor system sends to an actor's cell, ahead of all others.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded
{
}

/// <summary>Base of all system messages. An instance is sent once, to one actor: it is the link of that mailbox's list.</summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage Next;
}

/// <summary>Waits while the receiver is suspended by a failure.</summary>
internal interface IStashWhenFailed
{
}

/// <summary>Waits while the receiver waits for its children to stop.</summary>
internal interface IStashWhenWaitingForChildren
{
}
