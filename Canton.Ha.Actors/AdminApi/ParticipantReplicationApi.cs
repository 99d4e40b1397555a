using Canton.Ha.Actors.Replication;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>The hand-over as the reference has it, but that it answers only when another replica has taken over, or why none has.</summary>
internal sealed class ParticipantReplicationApi(AdminNode node) : ParticipantReplicationService.ParticipantReplicationServiceBase
{
    public override async Task<SetPassiveResponse> SetPassive(SetPassiveRequest request, ServerCallContext context)
    {
        await node.HandOverAsync(new ReplicationProtocol.SetPassive($"asked for through the Admin API by {context.Peer}"), context.CancellationToken);
        return new SetPassiveResponse();
    }
}
