using System.Globalization;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Synchronizers;
using Com.Digitalasset.Canton.Admin.Health.V30;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Com.Digitalasset.Canton.Admin.Participant.V30.ParticipantStatusResponse.Types;
using Status = Com.Digitalasset.Canton.Admin.Health.V30.Status;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>The status of a participant as the reference tells it, never refused on a passive replica.</summary>
internal sealed class ParticipantStatusApi(AdminNode node) : ParticipantStatusService.ParticipantStatusServiceBase
{
    public override Task<ParticipantStatusResponse> ParticipantStatus(ParticipantStatusRequest request, ServerCallContext context) =>
        Task.FromResult(Read(node));

    /// <summary>The status at this moment. Until it has seen a first term, a participant has no identity and says so.</summary>
    public static ParticipantStatusResponse Read(AdminNode node)
    {
        var status = node.Board.Current;
        var isActive = status.IsActive;
        if (!node.Board.IsInitialised)
            return new ParticipantStatusResponse { NotInitialized = new NotInitialized { Active = isActive, Version = NodeVersion.Current } };

        var told = new ParticipantStatusResponseStatus { CommonStatus = Common(node, status, isActive), Active = isActive };
        told.ConnectedSynchronizers.Add(node.Connections().Where(connection => connection.Registered.Id is not null).Select(Connected));
        return new ParticipantStatusResponse { Status = told };
    }

    private static Status Common(AdminNode node, ReplicaStatus status, bool isActive)
    {
        var common = new Status
        {
            Uid = node.Settings.Uid.ToString(),
            Uptime = Duration.FromTimeSpan(node.Uptime),
            Active = isActive,
            TopologyQueues = new TopologyQueueStatus(),
            Version = NodeVersion.Current,
        };
        foreach (var (name, address) in node.Addresses().Servers)
            common.Ports[name] = int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        common.Components.Add(Component("db-storage", new HealthReport(HealthCheck.IsActive, [status]).ReasonOf(status)));
        if (status.Policy.Pause is { } pause)
            common.Components.Add(new ComponentStatus { Name = "failover", Degraded = new ComponentStatus.Types.StatusData { Description = pause.ToString() } });
        common.Components.Add(status.Stages.Select(stage => Component(stage.Name, stage.IsOpen ? null : "Not Initialized")));
        return common;
    }

    private static ConnectedSynchronizer Connected(SynchronizerStatus connection) => new()
    {
        PhysicalSynchronizerId = connection.Registered.Id,
        Health = connection.IsConnected ? ConnectedSynchronizer.Types.Health.Healthy : ConnectedSynchronizer.Types.Health.Unhealthy,
    };

    private static ComponentStatus Component(string name, string? failure) => failure is null
        ? new ComponentStatus { Name = name, Ok = new ComponentStatus.Types.StatusData() }
        : new ComponentStatus { Name = name, Failed = new ComponentStatus.Types.StatusData { Description = failure } };
}
