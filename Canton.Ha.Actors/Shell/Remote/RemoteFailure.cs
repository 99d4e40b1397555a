using System.Text.RegularExpressions;
using Canton.Ha.Actors.Contracts.Errors;
using Google.Rpc;
using Grpc.Core;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>Says in one sentence why a call has failed: what the node gives as the reason, with the id of its error, or what became of the call.</summary>
internal static partial class RemoteFailure
{
    /// <param name="failure">How the call ended.</param>
    /// <param name="node">Whom it was for.</param>
    /// <param name="limit">How long it could take; null if as long as it liked.</param>
    public static CommandFailedException Of(RpcException failure, RemoteConnection node, TimeSpan? limit)
    {
        if (ErrorTrailers.InfoOf(failure) is { } error)
            return Refused(failure, node, error);
        return failure.StatusCode switch
        {
            StatusCode.DeadlineExceeded => Unreachable($"{node.Name} at {node.Address} has not answered{Within(limit)}; look at {node.Name}.health.status() for what became of it."),
            StatusCode.Unavailable => Unreachable($"{node.Name} at {node.Address} cannot be reached any more: {Detail(failure)}"),
            StatusCode.Unauthenticated => new(FailureKind.Refused, $"{node.Name} at {node.Address} wants to know who asks, and does not know it by this token, or by none; set canton.remote-participants.{node.Name}.token-file or give --token-file. Its log says more."),
            StatusCode.PermissionDenied => new(FailureKind.Refused, $"{node.Name} at {node.Address} does not let the owner of this token do that; its log says more."),
            StatusCode.Unimplemented => new(FailureKind.Refused, $"{node.Name} at {node.Address} does not know this command; it may be of another version."),
            _ => new(FailureKind.Refused, $"{node.Name} failed: {Detail(failure)}"),
        };
    }

    public static bool HasDetails(RpcException failure) => ErrorTrailers.InfoOf(failure) is not null;

    private static CommandFailedException Refused(RpcException failure, RemoteConnection node, ErrorInfo error)
    {
        var cause = Sentence(Prefix().Replace(Detail(failure), ""));
        return new CommandFailedException(FailureKind.Refused, ConsoleText.Refusal(node.Name, error.Reason, cause + TurnTo(error, cause)));
    }

    /// <summary>Whom to ask instead, unless the cause says so.</summary>
    private static string TurnTo(ErrorInfo error, string cause)
    {
        if (!error.Metadata.TryGetValue("active_replica", out var active) || cause.Contains(active, StringComparison.Ordinal))
            return "";
        return error.Metadata.TryGetValue("active_admin_address", out var address) ? $" Ask {active} at {address}." : $" Ask {active}.";
    }

    private static CommandFailedException Unreachable(string sentence) => new(FailureKind.Unreachable, sentence);

    private static string Detail(RpcException failure) => Sentence(failure.Status.Detail.ReplaceLineEndings(" "));

    private static string Sentence(string text) => text.Length > 0 && text[^1] is not ('.' or '!' or '?') ? text + "." : text;

    private static string Within(TimeSpan? limit) => limit is { } time ? $" within {ConsoleText.Seconds(time)}" : "";

    /// <summary>Id, category and correlation id before the cause.</summary>
    [GeneratedRegex(@"^[A-Z0-9_]+\(\d+,[^)]*\): ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();
}
