using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>What a try to take the main lock came to.</summary>
public abstract record LockAttempt
{
    /// <summary>The lock is ours.</summary>
    /// <param name="Term">Number of the term that begins with it.</param>
    public sealed record Taken(long Term) : LockAttempt;

    /// <summary>Another session holds it.</summary>
    public sealed record HeldByAnother : LockAttempt
    {
        /// <summary>The only one.</summary>
        public static readonly HeldByAnother Instance = new();
    }

    /// <summary>It is free, but to be left to another replica.</summary>
    /// <param name="Why">A sentence for the operator.</param>
    /// <param name="IsYielding">Only for a while: the other one has a higher priority.</param>
    public sealed record Withheld(string Why, bool IsYielding) : LockAttempt
    {
        internal static Withheld FromAllBut(string nominee) => new($"{nominee} is named as the successor", IsYielding: false);

        internal static Withheld By(FailoverPause pause, string lastLeader) => new($"only {lastLeader} may take over: {pause}", IsYielding: false);

        internal static Withheld For(string preferred) => new($"{preferred} has a higher priority and may take over first", IsYielding: true);
    }
}
