using Canton.Ha.Admin.V1;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The Admin API of one replica in a process of its own.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private AdminClient(GrpcChannel channel) => Channel = channel;

    public GrpcChannel Channel { get; }

    public ReplicationService.ReplicationServiceClient Replication => new(Channel);

    /// <summary>When a call that begins now must have been answered.</summary>
    public static DateTime Deadline => TimeProvider.System.GetUtcNow().UtcDateTime + Limit;

    public static AdminClient Of(ReplicaSet replicas, NodeProcess node) => Of(new Uri($"http://{replicas.AdminOf(node.Name)}"));

    /// <summary>That of whichever replica is led to from there.</summary>
    public static AdminClient Of(Uri address) => new(GrpcChannel.ForAddress(address));

    /// <summary>The hand-over of the reference.</summary>
    public async Task SetPassiveAsync() =>
        await new ParticipantReplicationService.ParticipantReplicationServiceClient(Channel).SetPassiveAsync(new Com.Digitalasset.Canton.Admin.Participant.V30.SetPassiveRequest(), deadline: Deadline);

    public async Task<ParticipantStatusResponse> StatusAsync() =>
        await new ParticipantStatusService.ParticipantStatusServiceClient(Channel).ParticipantStatusAsync(new ParticipantStatusRequest(), deadline: Deadline);

    /// <summary>Begins to watch; ends by itself after a while.</summary>
    public AsyncServerStreamingCall<WatchResponse> Watch() => Replication.Watch(new WatchRequest(), deadline: Deadline);

    public void Dispose() => Channel.Dispose();
}
