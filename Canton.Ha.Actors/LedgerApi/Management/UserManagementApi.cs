using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi.Management;

/// <summary>Users of this participant, and what they may do.</summary>
/// <param name="store">What is known about users.</param>
/// <param name="users">What can be done with them.</param>
internal sealed class UserManagementApi(IManagementStore store, Users users) : UserManagementService.UserManagementServiceBase
{
    private static readonly ListPosition s_position = new("users", LedgerStrings.IsUserId);

    public override async Task<CreateUserResponse> CreateUser(CreateUserRequest request, ServerCallContext context)
    {
        var wanted = Fields.Required(request.User, "user");
        var id = Fields.UserId(wanted.Id, "user.id");
        var primaryParty = wanted.PrimaryParty.Length == 0 ? "" : Fields.Party(wanted.PrimaryParty, "user.primary_party");
        var annotations = ManagementFields.Annotations(wanted.Metadata, "user.metadata");
        ManagementFields.NoIdentityProvider(wanted.IdentityProviderId);
        var rights = ManagementFields.Rights(request.Rights);
        var user = new UserRecord(id, primaryParty, wanted.IsDeactivated, wanted.PrimaryPartyAuthentication, annotations);
        await users.CreateAsync(user, rights, context.CancellationToken);
        return new CreateUserResponse { User = ToWire(user) };
    }

    public override async Task<GetUserResponse> GetUser(GetUserRequest request, ServerCallContext context)
    {
        var id = IdOf(request.UserId, request.IdentityProviderId);
        return new GetUserResponse { User = ToWire(await users.GetAsync(id, context.CancellationToken)) };
    }

    public override async Task<DeleteUserResponse> DeleteUser(DeleteUserRequest request, ServerCallContext context)
    {
        await users.DeleteAsync(IdOf(request.UserId, request.IdentityProviderId), context.CancellationToken);
        return new DeleteUserResponse();
    }

    public override async Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context)
    {
        var after = s_position.Read(request.PageToken);
        if (request.PageSize < 0)
            throw RequestErrors.InvalidArgument($"The field page_size is {request.PageSize}; it must be 0, which stands for {LedgerLimits.UsersPageMax}, or more.");

        ManagementFields.NoIdentityProvider(request.IdentityProviderId);
        var size = request.PageSize == 0 ? LedgerLimits.UsersPageMax : Math.Min(request.PageSize, LedgerLimits.UsersPageMax);
        var known = await store.ListUsersAsync(after, size + 1, context.CancellationToken);
        var response = new ListUsersResponse { NextPageToken = known.Length > size ? s_position.After(known[size - 1].Id) : "" };
        response.Users.Add(known.Take(size).Select(ToWire));
        return response;
    }

    public override async Task<GrantUserRightsResponse> GrantUserRights(GrantUserRightsRequest request, ServerCallContext context)
    {
        var id = IdOf(request.UserId, request.IdentityProviderId);
        var granted = await users.GrantAsync(id, ManagementFields.Rights(request.Rights), [], context.CancellationToken);
        return new GrantUserRightsResponse { NewlyGrantedRights = { UserRight.ToWire(granted) } };
    }

    public override async Task<RevokeUserRightsResponse> RevokeUserRights(RevokeUserRightsRequest request, ServerCallContext context)
    {
        var id = IdOf(request.UserId, request.IdentityProviderId);
        var revoked = await users.RevokeAsync(id, ManagementFields.Rights(request.Rights), context.CancellationToken);
        return new RevokeUserRightsResponse { NewlyRevokedRights = { UserRight.ToWire(revoked) } };
    }

    public override async Task<ListUserRightsResponse> ListUserRights(ListUserRightsRequest request, ServerCallContext context)
    {
        var rights = await users.RightsAsync(IdOf(request.UserId, request.IdentityProviderId), context.CancellationToken);
        return new ListUserRightsResponse { Rights = { UserRight.ToWire(rights) } };
    }

    private static string IdOf(string user, string identityProvider)
    {
        var id = ManagementFields.User(user);
        ManagementFields.NoIdentityProvider(identityProvider);
        return id;
    }

    private static User ToWire(UserRecord user) => new()
    {
        Id = user.Id,
        PrimaryParty = user.PrimaryParty,
        IsDeactivated = user.IsDeactivated,
        PrimaryPartyAuthentication = user.IsPrimaryPartyAuthentication,
        Metadata = ManagementFields.Metadata(user.Annotations),
    };
}
