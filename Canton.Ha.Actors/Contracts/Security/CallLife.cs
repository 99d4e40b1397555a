using Grpc.Core;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>How long a call may go on: until the client gives up, or loses the right to it.</summary>
internal static class CallLife
{
    private static readonly object s_key = new();

    /// <summary>Fires when the call must end.</summary>
    public static CancellationToken Of(ServerCallContext context) =>
        context.UserState.TryGetValue(s_key, out var life) ? (CancellationToken)life : context.CancellationToken;

    /// <summary>Says what ends it.</summary>
    public static void Limit(ServerCallContext context, CancellationToken life) => context.UserState[s_key] = life;
}
