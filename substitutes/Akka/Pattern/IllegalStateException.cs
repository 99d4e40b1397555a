using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Something is not in a state in which the call makes sense.</summary>
public class IllegalStateException : AkkaException
{
    public IllegalStateException(string message) : base(message)
    {
    }

    public IllegalStateException(string message, Exception innerEx) : base(message, innerEx)
    {
    }
}
