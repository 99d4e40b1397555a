using Grpc.Core;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>One stream of changes, until it breaks.</summary>
internal sealed class RemoteWatch(RemoteConnection connection, V1.ReplicationService.ReplicationServiceClient replication) : IAsyncDisposable
{
    private AsyncServerStreamingCall<V1.WatchResponse>? _call;

    /// <summary>Why it broke.</summary>
    public string Why { get; private set; } = "";

    /// <summary>The next news; null when the stream is broken.</summary>
    /// <exception cref="CommandFailedException">It will never be any better.</exception>
    public async Task<NodeNews?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            if (_call is null)
                await connection.CheckAsync(cancellation);
            _call ??= replication.Watch(new V1.WatchRequest(), new CallOptions(connection.Headers(), cancellationToken: cancellation));
            while (await _call.ResponseStream.MoveNext(cancellation))
                if (FromWire.News(_call.ResponseStream.Current) is { } news)
                    return news;
            Why = $"{connection.Name} at {connection.Address} has ended the stream of its changes";
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            var failure = RemoteFailure.Of(e, connection, limit: null);
            if (e.StatusCode is StatusCode.Unimplemented or StatusCode.Unauthenticated or StatusCode.PermissionDenied)
                throw failure;
            Why = failure.Message;
        }
        catch (RpcException e)
        {
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
        catch (UnreachableException e)
        {
            Why = e.Message;
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        _call?.Dispose();
        return ValueTask.CompletedTask;
    }
}
