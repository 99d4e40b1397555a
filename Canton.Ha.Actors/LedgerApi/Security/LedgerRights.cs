using System.Collections.Frozen;
using Canton.Ha.Actors.Ledger.Errors;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.LedgerApi.Security;

/// <summary>What a caller needs for each method of the Ledger API, as in the reference: a new method is one line here, and forbidden without.</summary>
internal static class LedgerRights
{
    private const string V2 = "/com.daml.ledger.api.v2.";
    private const string Management = V2 + "admin.";

    private static readonly string[] s_ofParties =
    [
        "AllocateParty", "AllocateExternalParty", "GenerateExternalPartyTopology", "GetParties", "ListKnownParties", "UpdatePartyDetails", "UpdatePartyIdentityProviderId",
    ];

    private static readonly string[] s_ofUsers = ["CreateUser", "UpdateUser", "ListUsers", "GrantUserRights", "UpdateUserIdentityProviderId"];

    /// <summary>By the path of the method.</summary>
    public static readonly FrozenDictionary<string, MethodRight> All = new (string Method, MethodRight Right)[]
    {
        ("/com.digitalasset.canton.connection.v30.ApiInfoService/GetApiInfo", MethodRight.Open),
        (V2 + "VersionService/GetLedgerApiVersion", MethodRight.Open),
        ("/grpc.health.v1.Health/Check", MethodRight.Open),
        ("/grpc.health.v1.Health/Watch", MethodRight.Open),
        ("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", MethodRight.Open),

        (V2 + "StateService/GetLedgerEnd", MethodRight.Known),
        (V2 + "StateService/GetLatestPrunedOffsets", MethodRight.Known),
        (V2 + "PackageService/ListPackages", MethodRight.Known),
        (V2 + "PackageService/GetPackage", MethodRight.Known),
        (V2 + "PackageService/GetPackageStatus", MethodRight.Known),
        (V2 + "PackageService/ListVettedPackages", MethodRight.Known),
        (Management + "PartyManagementService/GetParticipantId", MethodRight.Known),

        (V2 + "CommandSubmissionService/Submit", Of<SubmitRequest>((caller, request) => Submits(caller, request.Commands))),
        (V2 + "CommandService/SubmitAndWait", Of<SubmitAndWaitRequest>((caller, request) => Submits(caller, request.Commands))),
        (V2 + "CommandService/SubmitAndWaitForTransaction", Of<SubmitAndWaitForTransactionRequest>(SubmitsForTransaction)),
        (V2 + "CommandCompletionService/CompletionStream", Of<CompletionStreamRequest>(ReadsCompletions)),

        (V2 + "UpdateService/GetUpdates", Of<GetUpdatesRequest>((caller, request) => Reads(caller, request.UpdateFormat))),
        (V2 + "UpdateService/GetUpdateByOffset", Of<GetUpdateByOffsetRequest>((caller, request) => Reads(caller, request.UpdateFormat))),
        (V2 + "UpdateService/GetUpdateById", Of<GetUpdateByIdRequest>((caller, request) => Reads(caller, request.UpdateFormat))),
        (V2 + "UpdateService/GetUpdatesPage", Of<GetUpdatesPageRequest>((caller, request) => Reads(caller, request.UpdateFormat))),
        (V2 + "StateService/GetActiveContracts", Of<GetActiveContractsRequest>((caller, request) => Reads(caller, request.EventFormat))),
        (V2 + "StateService/GetActiveContractsPage", Of<GetActiveContractsPageRequest>((caller, request) => Reads(caller, request.EventFormat))),
        (V2 + "EventQueryService/GetEventsByContractId", Of<GetEventsByContractIdRequest>((caller, request) => Reads(caller, request.EventFormat))),
        (V2 + "StateService/GetConnectedSynchronizers", Of<GetConnectedSynchronizersRequest>(AsksForSynchronizers)),

        (Management + "UserManagementService/GetUser", Of<GetUserRequest>((caller, request) => request.UserId = caller.AskedUserOf(request.UserId))),
        (Management + "UserManagementService/ListUserRights", Of<ListUserRightsRequest>((caller, request) => request.UserId = caller.AskedUserOf(request.UserId))),
        (Management + "UserManagementService/DeleteUser", Of<DeleteUserRequest>(DeletesUser)),
        (Management + "UserManagementService/RevokeUserRights", Of<RevokeUserRightsRequest>(RevokesRights)),
    }
    .Concat(ForAdministrators().Select(method => (method, MethodRight.Admin)))
    .ToFrozenDictionary(entry => entry.Item1, entry => entry.Item2, StringComparer.Ordinal);

    private static IEnumerable<string> ForAdministrators() =>
    [
        V2 + "CommandSubmissionService/SubmitReassignment",
        V2 + "CommandService/SubmitAndWaitForReassignment",
        V2 + "UpdateService/GetUpdateByHash",
        V2 + "CommandCompletionService/GetCompletions",
        V2 + "CommandCompletionService/GetCompletionByHash",
        .. s_ofParties.Select(name => $"{Management}PartyManagementService/{name}"),
        .. s_ofUsers.Select(name => $"{Management}UserManagementService/{name}"),
        Management + "ParticipantPruningService/Prune",
    ];

    private static MethodRight Of<T>(Action<LedgerCaller, T> check) => new(IsOpen: false, (caller, request) => check(caller, (T)request));

    private static void Submits(LedgerCaller caller, Commands? commands)
    {
        if (commands is null)
            return;

        commands.UserId = caller.UserOf(commands.UserId);
        foreach (var party in commands.ActAs)
            caller.RequireAct(party);
        foreach (var party in commands.ReadAs)
            caller.RequireRead(party);
    }

    private static void SubmitsForTransaction(LedgerCaller caller, SubmitAndWaitForTransactionRequest request)
    {
        Submits(caller, request.Commands);
        Reads(caller, request.TransactionFormat?.EventFormat);
    }

    private static void ReadsCompletions(LedgerCaller caller, CompletionStreamRequest request)
    {
        request.UserId = caller.UserOf(request.UserId);
        foreach (var party in request.Parties)
            caller.RequireRead(party);
    }

    private static void Reads(LedgerCaller caller, UpdateFormat? format)
    {
        Reads(caller, format?.IncludeTransactions?.EventFormat);
        Reads(caller, format?.IncludeReassignments);
        if (format?.IncludeTopologyEvents?.IncludeParticipantAuthorizationEvents is not { } topology)
            return;

        if (topology.Parties.Count == 0)
            caller.RequireReadAll();
        foreach (var party in topology.Parties)
            caller.RequireRead(party);
    }

    private static void Reads(LedgerCaller caller, EventFormat? format)
    {
        if (format?.FiltersForAnyParty is not null)
            caller.RequireReadAll();
        foreach (var party in format?.FiltersByParty.Keys ?? [])
            caller.RequireRead(party);
    }

    /// <summary>Without a party it is about this participant alone.</summary>
    private static void AsksForSynchronizers(LedgerCaller caller, GetConnectedSynchronizersRequest request)
    {
        if (request.Party.Length > 0)
            caller.RequireReadOrAdmin(request.Party);
    }

    private static void DeletesUser(LedgerCaller caller, DeleteUserRequest request)
    {
        caller.RequireAdmin();
        request.UserId = caller.AskedUserOf(request.UserId);
        if (request.UserId == caller.User)
            throw RequestErrors.InvalidArgument("Requesting user cannot delete itself; another administrator must.");
    }

    private static void RevokesRights(LedgerCaller caller, RevokeUserRightsRequest request)
    {
        caller.RequireAdmin();
        request.UserId = caller.AskedUserOf(request.UserId);
        if (request.UserId == caller.User && request.Rights.Any(right => right.KindCase == Right.KindOneofCase.ParticipantAdmin))
            throw RequestErrors.InvalidArgument("Requesting user cannot revoke its own right ParticipantAdmin; another administrator must.");
    }
}

/// <summary>What a caller needs for a method.</summary>
/// <param name="IsOpen">Nothing, not even a token.</param>
/// <param name="Check">Throws if the caller may not make the request; fills in what the token says and the request does not.</param>
internal sealed record MethodRight(bool IsOpen, Action<LedgerCaller, object> Check)
{
    /// <summary>Everybody may.</summary>
    public static readonly MethodRight Open = new(IsOpen: true, (_, _) => { });

    /// <summary>Everybody may who has a token.</summary>
    public static readonly MethodRight Known = new(IsOpen: false, (_, _) => { });

    /// <summary>Administrators may.</summary>
    public static readonly MethodRight Admin = new(IsOpen: false, (caller, _) => caller.RequireAdmin());
}
