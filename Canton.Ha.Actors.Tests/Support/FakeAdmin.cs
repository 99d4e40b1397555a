using System.Threading.Channels;
using Com.Digitalasset.Canton.Admin.Health.V30;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using V1 = Canton.Ha.Admin.V1;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a node behind an Admin API answers, and what it was asked.</summary>
internal sealed class FakeAdmin
{
    private readonly Channel<V1.WatchResponse> _news = Channel.CreateUnbounded<V1.WatchResponse>();
    private readonly Lock _gate = new();
    private readonly List<string> _asked = [];

    /// <summary>What the API calls itself; null if there is no such service.</summary>
    public string? ApiName { get; init; } = "admin-api";

    /// <summary>How questions end that begin with a word, by that word.</summary>
    public Dictionary<string, Func<ServerCallContext, Task>> Failures { get; } = [];

    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_gate)
                return [.. _asked];
        }
    }

    public IReadOnlyList<byte[]> Archive { get; init; } = [[1, 2], [3]];

    public ParticipantStatusResponse Status { get; init; } = new()
    {
        Status = new ParticipantStatusResponse.Types.ParticipantStatusResponseStatus
        {
            CommonStatus = new Com.Digitalasset.Canton.Admin.Health.V30.Status
            {
                Uid = "participant",
                Uptime = Duration.FromTimeSpan(TimeSpan.FromSeconds(90)),
                Ports = { ["admin"] = 5012, ["ledger"] = 5011 },
                Active = true,
                Components =
                {
                    new ComponentStatus { Name = "write-pool", Ok = new ComponentStatus.Types.StatusData() },
                    new ComponentStatus { Name = "ledger", Failed = new ComponentStatus.Types.StatusData { Description = "closed" } },
                },
                Version = "1.2.3",
            },
            Active = true,
            ConnectedSynchronizers = { new ConnectedSynchronizer { PhysicalSynchronizerId = "da::1", Health = ConnectedSynchronizer.Types.Health.Unhealthy } },
            SupportedProtocolVersions = { 33 },
        },
    };

    public V1.RosterResponse Roster { get; init; } = new()
    {
        Self = new V1.ReplicaState { Replica = "participant1", Role = V1.Role.Active, Active = true, Term = 3, InRoleFor = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)), Why = "the test says so" },
        Roster = new V1.RosterView
        {
            Replicas = { new V1.Replica { Name = "participant1", AdminAddress = "127.0.0.1:5012", Leads = true }, new V1.Replica { Name = "participant2", HealthAddress = "127.0.0.1:8082", Priority = 7 } },
            Leader = "participant1",
            Policy = new V1.FailoverPolicy { Priorities = { ["participant2"] = 7 } },
        },
    };

    public V1.HistoryResponse History { get; init; } = new()
    {
        Terms = { new V1.TermRecord { Term = 1, Replica = "participant1", Cause = "first start", BeganAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) } },
    };

    /// <summary>Refuses questions that begin with a word as the reference encodes a refusal.</summary>
    public void Refuse(string question, StatusCode code, string id, string cause, params (string Key, string Value)[] facts)
    {
        var info = new ErrorInfo { Reason = id, Metadata = { ["category"] = "1" } };
        foreach (var (key, value) in facts)
            info.Metadata[key] = value;
        var status = new Google.Rpc.Status { Code = (int)code, Message = $"{id}(1,0): {cause}", Details = { Any.Pack(info), Any.Pack(new RequestInfo()) } };
        var trailers = new Metadata { { "grpc-status-details-bin", status.ToByteArray() } };
        Failures[question] = _ => throw new RpcException(new Grpc.Core.Status(code, status.Message), trailers);
    }

    public void Fail(string question, StatusCode code, string detail) => Failures[question] = _ => throw new RpcException(new Grpc.Core.Status(code, detail));

    public void Say(V1.WatchResponse news) => _news.Writer.TryWrite(news);

    public IAsyncEnumerable<V1.WatchResponse> News(CancellationToken cancellation) => _news.Reader.ReadAllAsync(cancellation);

    public async Task<T> AnswerAsync<T>(string question, T answer, ServerCallContext context)
    {
        lock (_gate)
            _asked.Add(question);
        if (Failures.TryGetValue(question.Split(' ')[0], out var failure))
            await failure(context);
        return answer;
    }
}
