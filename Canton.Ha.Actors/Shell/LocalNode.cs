using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell.Remote;
using Canton.Ha.Actors.Storage;
using Google.Protobuf;

namespace Canton.Ha.Actors.Shell;

/// <summary>A replica of this process: commands go through the console's actor, all else is what its Admin API would answer.</summary>
/// <param name="node">The replica.</param>
/// <param name="console">The console's actor.</param>
internal sealed class LocalNode(AdminNode node, IActorRef console) : IConsoleNode
{
    /// <summary>What a watcher may fall behind.</summary>
    private const int Backlog = 1024;

    /// <summary>How long an actor of the console may take to say that it listens.</summary>
    private static readonly TimeSpan FollowMax = TimeSpan.FromSeconds(5);

    public string Name => node.Name;

    public string Place => "in this process";

    /// <summary>Like any other client: what it answers is what everybody sees.</summary>
    public IConsoleLedger Ledger => new RemoteLedger(this, RemoteEndpoint.Parse(node.Addresses().Ledger), new LedgerDoor(Tls, node.LedgerToken), Timeouts, TimeProvider.System);

    private TlsClientSettings? Tls => node.Settings is ParticipantSettings { LedgerApi.Endpoint.Tls: { } own } ? TlsClientSettings.ToOwn(own) : null;

    private RemoteTimeouts Timeouts => new(node.Settings.Admin.RequestTimeout, node.Settings.Admin.RequestTimeout, node.HandoverAnswerMax(), node.Settings.Admin.RequestTimeout);

    public Task<NodeStatus> ReadStatusAsync(CancellationToken cancellation) => Task.FromResult(LocalStatus.Of(node));

    public Task<Roster> ReadRosterAsync(CancellationToken cancellation) => Task.FromResult(node.Board.Current.Roster);

    public Task<IReadOnlyList<TermRecord>> ReadHistoryAsync(int limit, CancellationToken cancellation) =>
        GuardAsync(() => node.ReadHistoryAsync(limit, cancellation), cancellation);

    public Task<ReplicationProtocol.HandedOver> SetPassiveAsync(string? to, CancellationToken cancellation) =>
        GuardAsync(() => HandOverAsync(to, cancellation), cancellation);

    public Task<FailoverPolicy> PauseAsync(string why, CancellationToken cancellation) =>
        GuardAsync(() => node.PauseAsync(Operator.Name, why, cancellation), cancellation);

    public Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation) => GuardAsync(() => node.ResumeAsync(cancellation), cancellation);

    public Task<FailoverPolicy> SetPriorityAsync(string replica, int priority, CancellationToken cancellation) =>
        GuardAsync(() => node.PreferAsync(replica, priority, cancellation), cancellation);

    public Task SetLogLevelAsync(string level, CancellationToken cancellation) => GuardAsync(
        () =>
        {
            node.Actors.SetLogLevel(LogLevels.Parse(level));
            return Task.FromResult(true);
        },
        cancellation);

    public Task<T> AskSynchronizersAsync<T>(IMessage request, CancellationToken cancellation)
        where T : class, IMessage =>
        GuardAsync(async () => (T)await node.AnswerAsync(request, cancellation), cancellation);

    public async Task DumpAsync(Stream archive, CancellationToken cancellation) =>
        await archive.WriteAsync(await GuardAsync(() => HealthDump.PackAsync(node, cancellation), cancellation), cancellation);

    public async IAsyncEnumerable<NodeNews> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var changes = Channel.CreateBounded<ReplicaEvent>(Backlog);
            try
            {
                await FollowAsync(new ConsoleProtocol.Follow(Name, changes.Writer, ended.Token), cancellation);
                yield return Found(node.Board.Current);
                await foreach (var change in changes.Reader.ReadAllAsync(cancellation))
                    yield return new NodeNews.Changed(change);
                yield return new NodeNews.Lost("its changes came faster than they could be shown");
            }
            finally
            {
                await ended.CancelAsync();
            }
        }
    }

    private static NodeNews.Found Found(ReplicaStatus status) => new(status.Role, status.Term, status.Why, status.IsActive);

    private Task<ConsoleProtocol.Following> FollowAsync(ConsoleProtocol.Follow follow, CancellationToken cancellation) =>
        GuardAsync(() => console.Ask<ConsoleProtocol.Following>(follow, FollowMax, cancellation), cancellation);

    private async Task<ReplicationProtocol.HandedOver> HandOverAsync(string? to, CancellationToken cancellation)
    {
        var limit = node.HandoverAnswerMax();
        return await console.Ask<object>(new ConsoleProtocol.HandOver(Name, node.Actors.Replica, to, limit), limit + AdminCalls.Slack, cancellation) switch
        {
            ReplicationProtocol.HandedOver answer => answer,
            ReplicationProtocol.Refused answer => throw Refused($"{Name} did not hand over: {answer.Why}"),
            ReplicationProtocol.NobodyTookOver answer => throw Refused(AdminErrors.NotTakenOver(Name, answer).Cause),
            ReplicationProtocol.SomebodyElseTookOver answer => throw Refused(AdminErrors.TakenOverByAnother(Name, answer).Cause),
            Status.Failure { Cause: CommandFailedException failure } => throw failure,
            var other => throw new InvalidOperationException($"The replica answered {other}."),
        };
    }

    /// <summary>What fails is told as the Admin API tells it.</summary>
    private async Task<T> GuardAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (CantonErrorException e)
        {
            throw Refused(ConsoleText.Refusal(Name, e.Error.Code.Id, e.Error.Cause));
        }
        catch (AskTimeoutException)
        {
            throw Refused(ConsoleText.Refusal(Name, CommonErrors.RequestTimeOut.Id, $"{Name} has not answered in time; look at its status."));
        }
        catch (Exception e) when (StorageTrouble.IsCauseOf(e) && !cancellation.IsCancellationRequested)
        {
            throw Refused(ConsoleText.Refusal(Name, AdminErrors.StorageUnavailable.Id, AdminErrors.NoStorage(Name, e).Cause));
        }
    }

    private static CommandFailedException Refused(string sentence) => new(FailureKind.Refused, sentence);
}
