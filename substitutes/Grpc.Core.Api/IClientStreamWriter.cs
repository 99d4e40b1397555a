namespace Grpc.Core;

/// <summary>The requests of a client, which has to say when there are no more.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>No more messages. Once only.</summary>
    Task CompleteAsync();
}
