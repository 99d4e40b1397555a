using System.Runtime.CompilerServices;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Replication;
using Com.Digitalasset.Canton.Admin.Health.V30;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Google.Protobuf;
using Grpc.Core;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>A node behind its Admin API.</summary>
internal sealed class RemoteNode : IConsoleNode, IDisposable
{
    private static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(5);

    private readonly RemoteConnection _connection;
    private readonly RemoteTimeouts _timeouts;
    private readonly V1.ReplicationService.ReplicationServiceClient _replication;
    private readonly ParticipantStatusService.ParticipantStatusServiceClient _participant;
    private readonly StatusService.StatusServiceClient _status;
    private readonly RemoteSynchronizers _synchronizers;
    private readonly TimeProvider _time;

    public RemoteNode(RemoteParticipantSettings settings, TimeProvider time)
    {
        _connection = new RemoteConnection(settings.Name, ApiName.Admin, new RemotePlace(settings.Admin, settings.AdminTls) { Token = settings.Token }, settings.Timeouts.Connect, time);
        _timeouts = settings.Timeouts;
        _replication = new V1.ReplicationService.ReplicationServiceClient(_connection.Channel);
        _participant = new ParticipantStatusService.ParticipantStatusServiceClient(_connection.Channel);
        _status = new StatusService.StatusServiceClient(_connection.Channel);
        _synchronizers = new RemoteSynchronizers(_connection, _timeouts.Request);
        _time = time;
        Ledger = new RemoteLedger(this, settings.Ledger, new LedgerDoor(settings.LedgerTls ?? (settings.Ledger is null ? settings.AdminTls : null), settings.Token), settings.Timeouts, time);
    }

    public string Name => _connection.Name;

    public string Place => _connection.Address;

    public IConsoleLedger Ledger { get; }

    /// <summary>What the node calls itself.</summary>
    public async Task<string> ReadNameAsync(CancellationToken cancellation) => (await RosterAsync(cancellation)).Self.Replica;

    public async Task<NodeStatus> ReadStatusAsync(CancellationToken cancellation)
    {
        var answer = await AskAsync(options => _participant.ParticipantStatusAsync(new ParticipantStatusRequest(), options), cancellation);
        var roster = await RosterAsync(cancellation);
        return answer.Status is { } status
            ? FromWire.Status(status, roster)
            : throw new CommandFailedException(FailureKind.Refused, $"{Name} at {Place} is not initialized yet.");
    }

    public async Task<Roster> ReadRosterAsync(CancellationToken cancellation) => FromWire.Roster((await RosterAsync(cancellation)).Roster);

    public async Task<IReadOnlyList<TermRecord>> ReadHistoryAsync(int limit, CancellationToken cancellation)
    {
        var answer = await AskAsync(options => _replication.HistoryAsync(new V1.HistoryRequest { Limit = limit }, options), cancellation);
        return [.. answer.Terms.Select(FromWire.Term)];
    }

    public async Task<ReplicationProtocol.HandedOver> SetPassiveAsync(string? to, CancellationToken cancellation)
    {
        var request = new V1.SetPassiveRequest { Why = $"asked for by {Operator.Name} on a console" };
        if (to is not null)
            request.To = to;
        var answer = await _connection.AskAsync(options => _replication.SetPassiveAsync(request, options), _timeouts.SetPassive, cancellation);
        return new ReplicationProtocol.HandedOver(answer.Successor, answer.Term, answer.Gap?.ToTimeSpan() ?? TimeSpan.Zero);
    }

    public async Task<FailoverPolicy> PauseAsync(string why, CancellationToken cancellation) => FromWire.Policy(
        (await AskAsync(options => _replication.PauseAsync(new V1.PauseRequest { By = Operator.Name, Why = why }, options), cancellation)).Policy);

    public async Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation) => FromWire.Policy(
        (await AskAsync(options => _replication.ResumeAsync(new V1.ResumeRequest(), options), cancellation)).Policy);

    public async Task<FailoverPolicy> SetPriorityAsync(string replica, int priority, CancellationToken cancellation) => FromWire.Policy(
        (await AskAsync(options => _replication.PreferredAsync(new V1.PreferredRequest { Replica = replica, Priority = priority }, options), cancellation)).Policy);

    public Task SetLogLevelAsync(string level, CancellationToken cancellation) =>
        AskAsync(options => _status.SetLogLevelAsync(new SetLogLevelRequest { Level = level }, options), cancellation);

    public async Task<T> AskSynchronizersAsync<T>(IMessage request, CancellationToken cancellation)
        where T : class, IMessage =>
        (T)await _synchronizers.AskAsync(request, cancellation);

    public Task DumpAsync(Stream archive, CancellationToken cancellation) => _connection.ReceiveAsync(
        options => _status.HealthDump(new HealthDumpRequest(), options),
        async part => await archive.WriteAsync(part.Chunk.Memory, cancellation),
        _timeouts.Dump,
        cancellation);

    public async IAsyncEnumerable<NodeNews> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var said = "";
        for (var failures = 0; ; failures++)
        {
            await using var stream = new RemoteWatch(_connection, _replication);
            while (await stream.NextAsync(cancellation) is { } news)
            {
                (said, failures) = ("", 0);
                yield return news;
            }

            if (stream.Why != said)
                yield return new NodeNews.Lost(said = stream.Why);
            await Waits.PassAsync(Backoff.Doubling(RestMin, RestMax, failures), _time, cancellation);
        }
    }

    public void Dispose() => _connection.Dispose();

    private Task<V1.RosterResponse> RosterAsync(CancellationToken cancellation) =>
        AskAsync(options => _replication.RosterAsync(new V1.RosterRequest(), options), cancellation);

    private Task<T> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation) =>
        _connection.AskAsync(call, _timeouts.Request, cancellation);
}
