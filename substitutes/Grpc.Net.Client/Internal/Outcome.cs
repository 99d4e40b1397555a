using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>How a call ended. Said once.</summary>
/// <param name="Status">Of the server, or of this side if it gave up.</param>
/// <param name="IsComplete">Whether the server ended it: only then are there trailers.</param>
internal sealed record Outcome(Status Status, bool IsComplete);
