namespace Grpc.Core;

/// <summary>What of a server call goes on to a call that it makes itself.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
