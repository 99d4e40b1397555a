using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>What an operator asks of a participant's synchronizers, and what he is answered: also <see cref="Refused"/>, whatever he asks.</summary>
internal static class SynchronizerProtocol
{
    /// <summary>Remember a synchronizer under an alias that no other has. Answered by <see cref="Done"/>.</summary>
    /// <param name="Settings">How it is reached.</param>
    /// <param name="Id">Which one it must be; null for whichever is found.</param>
    /// <param name="Handshake">Look first whether it is there.</param>
    public sealed record Register(SynchronizerConnectionSettings Settings, string? Id, bool Handshake);

    /// <summary>Remember a synchronizer and connect it; one that is registered in the same way already is connected. Answered by <see cref="Attempted"/>.</summary>
    public sealed record Connect(SynchronizerConnectionSettings Settings, string? Id);

    /// <summary>Connect a registered synchronizer. Answered by <see cref="Attempted"/>.</summary>
    /// <param name="Alias">Which one.</param>
    /// <param name="Retry">Go on if it does not succeed at once, also in later terms.</param>
    public sealed record Reconnect(string Alias, bool Retry);

    /// <summary>Connect all that are not connected by hand only. Answered by <see cref="Done"/>.</summary>
    /// <param name="IgnoreFailures">Also when some do not succeed at once; those are tried again in any case.</param>
    public sealed record ReconnectAll(bool IgnoreFailures);

    /// <summary>Reach a registered synchronizer otherwise, from now on. Answered by <see cref="Done"/>.</summary>
    public sealed record Modify(SynchronizerConnectionSettings Settings, string? Id);

    /// <summary>Disconnect a synchronizer, which may be disconnected already, also for later terms. Answered by <see cref="Done"/> when it is.</summary>
    public sealed record Disconnect(string Alias);

    /// <summary>Disconnect all of them. Answered by <see cref="Done"/> when they are.</summary>
    public sealed record DisconnectAll
    {
        public static readonly DisconnectAll Instance = new();
    }

    /// <summary>Stop, when what is being written is written. Not answered.</summary>
    public sealed record End
    {
        public static readonly End Instance = new();
    }

    /// <summary>It is done.</summary>
    public sealed record Done
    {
        public static readonly Done Instance = new();
    }

    /// <summary>It was tried, and goes on if that was wanted.</summary>
    public sealed record Attempted(bool IsConnected);

    /// <summary>Nothing was done, or not all of it.</summary>
    public sealed record Refused(CantonError Error);
}
