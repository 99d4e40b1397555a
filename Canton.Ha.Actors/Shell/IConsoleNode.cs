using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Google.Protobuf;

namespace Canton.Ha.Actors.Shell;

/// <summary>
/// A node as the console sees it: in this process, or behind its Admin API. Whatever it is asked, it answers or throws
/// <see cref="CommandFailedException"/>; nothing waits without a limit except for changes.
/// </summary>
internal interface IConsoleNode
{
    string Name { get; }

    /// <summary>Where it is, for people.</summary>
    string Place { get; }

    IConsoleLedger Ledger { get; }

    Task<NodeStatus> ReadStatusAsync(CancellationToken cancellation);

    Task<Roster> ReadRosterAsync(CancellationToken cancellation);

    /// <summary>The newest <paramref name="limit"/> terms, newest first.</summary>
    Task<IReadOnlyList<TermRecord>> ReadHistoryAsync(int limit, CancellationToken cancellation);

    /// <summary>Returns when another replica has taken over, the one named if one is.</summary>
    Task<ReplicationProtocol.HandedOver> SetPassiveAsync(string? to, CancellationToken cancellation);

    Task<FailoverPolicy> PauseAsync(string why, CancellationToken cancellation);

    Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation);

    Task<FailoverPolicy> SetPriorityAsync(string replica, int priority, CancellationToken cancellation);

    Task SetLogLevelAsync(string level, CancellationToken cancellation);

    /// <summary>Asks for its synchronizers.</summary>
    /// <typeparam name="T">The response of the service.</typeparam>
    /// <param name="request">The request of the service that this answers.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<T> AskSynchronizersAsync<T>(IMessage request, CancellationToken cancellation)
        where T : class, IMessage;

    /// <summary>Writes a ZIP archive.</summary>
    Task DumpAsync(Stream archive, CancellationToken cancellation);

    /// <summary>
    /// Its state, then every change, until cancelled. That it cannot be reached is news, too: it is tried again.
    /// Throws when there is no use in that.
    /// </summary>
    IAsyncEnumerable<NodeNews> WatchAsync(CancellationToken cancellation);
}
