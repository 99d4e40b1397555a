namespace Grpc.Peers.Tests.Support;

/// <summary>What a call brought: status, metadata before and after (binary as base64), and the messages.</summary>
internal sealed record Outcome(
    int Code, string Message, IReadOnlyDictionary<string, string> Initial, IReadOnlyDictionary<string, string> Trailing, IReadOnlyList<string> Replies);
