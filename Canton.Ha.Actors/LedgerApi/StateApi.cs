using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.LedgerApi.Paging;
using Canton.Ha.Actors.LedgerApi.Streaming;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;
using Connected = Com.Daml.Ledger.Api.V2.GetConnectedSynchronizersResponse.Types.ConnectedSynchronizer;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>What is true at one offset: which contracts are active, where the ledger begins and ends, which synchronizers are connected.</summary>
internal sealed class StateApi(ILedger ledger, TemplateCatalogue templates, NodeUid participant) : StateService.StateServiceBase
{
    public override async Task GetActiveContracts(GetActiveContractsRequest request, IServerStreamWriter<GetActiveContractsResponse> responseStream, ServerCallContext context)
    {
        var selection = RangeRules.Events(request.EventFormat, templates);
        var tokens = new ContractToken(TokenKind.Contract, participant.ToString(), request.EventFormat);
        var goOn = tokens.Read(request.HasStreamContinuationToken ? request.StreamContinuationToken : null, request.ActiveAtOffset);
        var activeAt = RangeRules.ActiveAt(request.ActiveAtOffset, await LedgerBounds.OfAsync(ledger, context.CancellationToken));
        var writer = new MessageWriter<GetActiveContractsResponse>(responseStream, ledger.Head.Closing);
        await new ContractDelivery(selection, tokens).RunAsync(ledger, goOn ?? ContractPlace.Start(activeAt), writer.WriteAsync, CallLife.Of(context));
        await writer.FlushAsync();
    }

    public override async Task<GetActiveContractsPageResponse> GetActiveContractsPage(GetActiveContractsPageRequest request, ServerCallContext context)
    {
        var selection = RangeRules.Events(request.EventFormat, templates);
        var size = RangeRules.PageSize(request.HasMaxPageSize ? request.MaxPageSize : null, LedgerLimits.ActiveContractsPageDefault, LedgerLimits.ActiveContractsPageMax);
        var tokens = new ContractToken(TokenKind.ContractsPage, participant.ToString(), request.EventFormat);
        var goOn = tokens.Read(request.HasPageToken ? request.PageToken : null, request.HasActiveAtOffset ? request.ActiveAtOffset : null);
        var bounds = await LedgerBounds.OfAsync(ledger, context.CancellationToken);
        var activeAt = RangeRules.ActiveAt(goOn?.ActiveAt ?? (request.HasActiveAtOffset ? request.ActiveAtOffset : bounds.End), bounds);
        return await new ContractDelivery(selection, tokens).ReadPageAsync(ledger, goOn ?? ContractPlace.Start(activeAt), size, context.CancellationToken);
    }

    /// <summary>Without a party nobody's permission is asked for; with one, only synchronizers count on which the participant hosts it.</summary>
    public override Task<GetConnectedSynchronizersResponse> GetConnectedSynchronizers(GetConnectedSynchronizersRequest request, ServerCallContext context)
    {
        var party = request.Party.Length == 0 ? null : Fields.Party(request.Party, "party");
        var host = request.ParticipantId.Length == 0 ? participant.ToString() : request.ParticipantId;
        var response = new GetConnectedSynchronizersResponse();
        foreach (var connected in ledger.Connected)
            if (party is null || connected.Hosting.IsHostedBy(host, party))
                response.ConnectedSynchronizers.Add(MessageOf(connected, party is null ? ParticipantPermission.Unspecified : connected.Hosting.PermissionOf(host, party)));
        return Task.FromResult(response);
    }

    /// <summary>Times are read before the end, so that all that came up to them can be read up to the end.</summary>
    public override Task<GetLedgerEndResponse> GetLedgerEnd(GetLedgerEndRequest request, ServerCallContext context)
    {
        var head = ledger.Head;
        var response = new GetLedgerEndResponse();
        response.SynchronizerTimes.AddRange(Checkpoints.TimesOf(head.RecordTimes));
        response.Offset = head.End;
        return Task.FromResult(response);
    }

    public override async Task<GetLatestPrunedOffsetsResponse> GetLatestPrunedOffsets(GetLatestPrunedOffsetsRequest request, ServerCallContext context)
    {
        var bounds = await ledger.Reads.ReadBoundsAsync(context.CancellationToken);
        return new GetLatestPrunedOffsetsResponse { ParticipantPrunedUpToInclusive = bounds.PrunedUpTo, AllDivulgedContractsPrunedUpToInclusive = bounds.PrunedUpTo };
    }

    private static Connected MessageOf(ConnectedSynchronizer connected, ParticipantPermission permission) =>
        new() { SynchronizerAlias = connected.Alias, SynchronizerId = connected.Id, Permission = permission };
}
