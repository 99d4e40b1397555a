using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>What the roster says to its parent.</summary>
public static class RosterProtocol
{
    /// <summary>Up: who is there, as read just now; <see cref="Roster.Unknown"/> while the presence session is broken.</summary>
    public sealed record Seen(Roster Roster)
    {
        /// <summary>How long the reading took; null while the presence session is broken.</summary>
        public TimeSpan? RoundTrip { get; init; }
    }
}
