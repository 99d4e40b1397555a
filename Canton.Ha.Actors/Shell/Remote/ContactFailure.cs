using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>Says why the first contact with a node has failed: nobody is there, or somebody else.</summary>
internal static class ContactFailure
{
    /// <summary>Another API answered.</summary>
    /// <param name="found">How it calls itself.</param>
    /// <param name="node">Whom one wanted.</param>
    public static CommandFailedException Other(string found, RemoteConnection node) =>
        new(FailureKind.Unreachable, $"{node.Name} has no {node.Api.Words} at {node.Address}: what listens there is the {found} of a node; give the port of its {node.Api.Name}.");

    public static Exception Of(RpcException failure, RemoteConnection node, TimeSpan limit)
    {
        if (Causes(failure).OfType<SocketException>().FirstOrDefault() is { } broken && IsNobody(broken))
            return Nobody(node, Words(broken));
        if (Causes(failure).OfType<AuthenticationException>().FirstOrDefault() is { } distrust)
            return Stranger(node, $"is not what TLS would trust: {distrust.Message}");
        if (failure.StatusCode == StatusCode.DeadlineExceeded || Causes(failure).Any(cause => cause is TimeoutException or OperationCanceledException))
            return Nobody(node, $"no answer within {ConsoleText.Seconds(limit)}");
        return failure.StatusCode == StatusCode.Unimplemented && failure.Status.DebugException is null
            ? Stranger(node, "speaks gRPC, but has no ApiInfoService")
            : RemoteFailure.HasDetails(failure) ? RemoteFailure.Of(failure, node, limit) : Stranger(node, "does not speak gRPC");
    }

    private static UnreachableException Nobody(RemoteConnection node, string why) => new($"{node.Name} cannot be reached at {node.Address}: {why}.");

    private static CommandFailedException Stranger(RemoteConnection node, string why) =>
        new(FailureKind.Unreachable, $"{node.Name} has no {node.Api.Words} at {node.Address}: what listens there {why}.");

    /// <summary>A connection that was made and then broken tells more about who is there.</summary>
    private static bool IsNobody(SocketException broken) => broken.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown);

    private static string Words(SocketException broken) => broken.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "there is no host of this name",
        SocketError.TimedOut => "no answer",
        _ => broken.Message,
    };

    private static IEnumerable<Exception> Causes(RpcException failure)
    {
        for (var cause = failure.Status.DebugException ?? failure.InnerException; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
