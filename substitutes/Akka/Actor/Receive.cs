namespace Akka.Actor;

/// <summary>Handles a message; false when it does not know what to do with it.</summary>
public delegate bool Receive(object message);

/// <summary>Handles every message.</summary>
public delegate void UntypedReceive(object message);
