using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi.Management;

/// <summary>Parties that are hosted here, and those that other participants host.</summary>
/// <param name="participant">This participant.</param>
/// <param name="store">What is known about parties.</param>
/// <param name="parties">Where new ones come from.</param>
internal sealed class PartyManagementApi(NodeUid participant, IManagementStore store, Parties parties) : PartyManagementService.PartyManagementServiceBase
{
    private static readonly ListPosition s_position = new("parties", LedgerStrings.IsParty);

    public override Task<GetParticipantIdResponse> GetParticipantId(GetParticipantIdRequest request, ServerCallContext context) =>
        Task.FromResult(new GetParticipantIdResponse { ParticipantId = participant.ToString() });

    public override async Task<GetPartiesResponse> GetParties(GetPartiesRequest request, ServerCallContext context)
    {
        var wanted = Fields.Parties(request.Parties, "parties");
        ManagementFields.NoIdentityProvider(request.IdentityProviderId);
        var response = new GetPartiesResponse();
        response.PartyDetails.Add((await store.FindPartiesAsync([.. wanted], context.CancellationToken)).Select(ToWire));
        return response;
    }

    public override async Task<ListKnownPartiesResponse> ListKnownParties(ListKnownPartiesRequest request, ServerCallContext context)
    {
        ManagementFields.NoIdentityProvider(request.IdentityProviderId);
        if (request.PageSize is < 0 or > LedgerLimits.PartiesPageMax)
            throw RequestErrors.InvalidArgument($"The field page_size is {request.PageSize}; it must be from 0, which stands for {LedgerLimits.PartiesPageMax}, to {LedgerLimits.PartiesPageMax}.");

        var size = request.PageSize == 0 ? LedgerLimits.PartiesPageMax : request.PageSize;
        var after = s_position.Read(request.PageToken);
        var prefix = request.FilterParty.Length == 0 ? "" : Fields.Party(request.FilterParty, "filter_party");
        var known = await store.ListPartiesAsync(new PartiesQuery(prefix, after, size + 1), context.CancellationToken);
        var response = new ListKnownPartiesResponse { NextPageToken = known.Length > size ? s_position.After(known[size - 1].Party) : "" };
        response.PartyDetails.Add(known.Take(size).Select(ToWire));
        return response;
    }

    public override async Task<AllocatePartyResponse> AllocateParty(AllocatePartyRequest request, ServerCallContext context)
    {
        var hint = request.PartyIdHint.Length == 0 ? $"party-{Guid.NewGuid()}" : Hint(request.PartyIdHint);
        var annotations = ManagementFields.Annotations(request.LocalMetadata, "local_metadata");
        ManagementFields.NoIdentityProvider(request.IdentityProviderId);
        var synchronizer = Fields.SynchronizerId(request.SynchronizerId);
        var user = request.UserId.Length == 0 ? null : Fields.UserId(request.UserId);
        var allocated = await AllocateAsync(new PartyAllocation(hint, annotations, synchronizer, user), context.CancellationToken);
        return new AllocatePartyResponse { PartyDetails = ToWire(allocated) };
    }

    /// <summary>A replica that is no longer active says so without details, as the reference has it.</summary>
    private async Task<PartyRecord> AllocateAsync(PartyAllocation allocation, CancellationToken cancellation)
    {
        try
        {
            return await parties.AllocateAsync(allocation, cancellation);
        }
        catch (NotActiveException)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Node is passive"));
        }
    }

    private static string Hint(string text) =>
        text.Length <= LedgerStrings.PartyHintMax && LedgerStrings.IsParty(text) && !text.Contains("::", StringComparison.Ordinal)
            ? text
            : throw RequestErrors.InvalidArgument(
                $"The field party_id_hint has {text.Length} characters, or such as no party has; it must be 1 to {LedgerStrings.PartyHintMax} letters, digits, spaces or :-_, without '::'.");

    private static PartyDetails ToWire(PartyRecord party) =>
        new() { Party = party.Party, IsLocal = party.IsLocal, LocalMetadata = ManagementFields.Metadata(party.Annotations) };
}
