using Canton.Ha.Actors.Ledger.Indexing;
using Com.Daml.Ledger.Api.V2;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Changes of hosting as one reader may see them.</summary>
internal sealed class TopologyReader(TopologySelection selection)
{
    /// <summary>The change, or null if it concerns none of the requested parties.</summary>
    public TopologyTransaction? Read(UpdateRow update)
    {
        var seen = update.Hosting?.Parties.Where(hosted => selection.Parties.IsEmpty || selection.Parties.Contains(hosted.Party)).ToList() ?? [];
        if (seen.Count == 0)
            return null;

        var topology = new TopologyTransaction
        {
            UpdateId = update.UpdateId,
            Offset = update.Offset,
            SynchronizerId = update.Synchronizer,
            RecordTime = Micros.ToTimestamp(update.RecordTime),
        };
        topology.Events.AddRange(seen.Select(EventOf));
        return topology;
    }

    private static TopologyEvent EventOf(V1.PartyHosted hosted)
    {
        var permission = (ParticipantPermission)hosted.Permission;
        return (permission, hosted.Added) switch
        {
            (ParticipantPermission.Unspecified, _) => new TopologyEvent
            {
                ParticipantAuthorizationRevoked = new ParticipantAuthorizationRevoked { PartyId = hosted.Party, ParticipantId = hosted.Participant },
            },
            (_, true) => new TopologyEvent
            {
                ParticipantAuthorizationAdded = new ParticipantAuthorizationAdded { PartyId = hosted.Party, ParticipantId = hosted.Participant, ParticipantPermission = permission },
            },
            _ => new TopologyEvent
            {
                ParticipantAuthorizationChanged = new ParticipantAuthorizationChanged { PartyId = hosted.Party, ParticipantId = hosted.Participant, ParticipantPermission = permission },
            },
        };
    }
}
