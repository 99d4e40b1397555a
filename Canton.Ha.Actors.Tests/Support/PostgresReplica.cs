using System.Threading.Channels;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Postgres;
using Canton.Ha.Actors.Storage.Postgres;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The database side of one replica, without its actors: several of them in one process are several replicas to the server.</summary>
internal sealed class PostgresReplica(string name, StorageSettings.Postgres storage, string identity = "participant", ConnectionSettings? sessions = null)
{
    public PostgresDatabase Database { get; } = new(name, storage, sessions ?? FastSettings.Connection);

    /// <summary>What the sessions of this replica have signalled.</summary>
    public Channel<SessionSignal> Signals { get; } = Channel.CreateUnbounded<SessionSignal>();

    public PostgresPreparation Preparation => new(Database, new StorageOwner(NodeKind.Participant, identity), []);

    public PostgresLockSessions LockSessions => new(Database, Preparation);

    public Task<ILockSession> OpenMainAsync(CancellationToken cancellation = default) => LockSessions.OpenAsync(Hear, cancellation);

    public Task<IPresenceSession> OpenPresenceAsync(ReplicaAddresses? addresses = null, CancellationToken cancellation = default) =>
        new PostgresPresenceSessions(Database, Preparation, () => addresses ?? ReplicaAddresses.None).OpenAsync(Hear, cancellation);

    public PostgresWritePools WritePools(bool isFenced = true) => new(Database, FastSettings.RampDown, TimeProvider.System, isFenced);

    public PostgresFailoverPolicies Policies() => new(new PostgresReads(Database, TimeProvider.System));

    /// <summary>Takes the main lock.</summary>
    public Task<HeldTerm> TakeTermAsync() => HeldTerm.TakeAsync(LockSessions);

    /// <summary>The next signal of a kind; others are passed over.</summary>
    public async Task<T> ExpectAsync<T>(TimeSpan within)
        where T : SessionSignal
    {
        using var deadline = new CancellationTokenSource(within);
        while (true)
        {
            if (await Signals.Reader.ReadAsync(deadline.Token) is T expected)
                return expected;
        }
    }

    private void Hear(SessionSignal signal) => Signals.Writer.TryWrite(signal);
}
