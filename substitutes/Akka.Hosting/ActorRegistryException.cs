namespace Akka.Hosting;

/// <summary>An actor registry cannot do what it is asked for.</summary>
public class ActorRegistryException : Exception
{
    /// <summary>An exception that says what is wrong.</summary>
    public ActorRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and why.</summary>
    public ActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>There is an actor of that type already.</summary>
public sealed class DuplicateActorRegistryException : ActorRegistryException
{
    /// <summary>An exception that says what is wrong.</summary>
    public DuplicateActorRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and why.</summary>
    public DuplicateActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>There is no actor of that type.</summary>
public sealed class MissingActorRegistryEntryException : ActorRegistryException
{
    /// <summary>An exception that says what is wrong.</summary>
    public MissingActorRegistryEntryException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and why.</summary>
    public MissingActorRegistryEntryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
