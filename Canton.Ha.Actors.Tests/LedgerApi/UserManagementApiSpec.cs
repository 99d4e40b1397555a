using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Com.Daml.Ledger.Api.V2.Admin.Right.Types;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class UserManagementApiSpec : IAsyncLifetime
{
    private static readonly Right s_admin = new() { ParticipantAdmin = new ParticipantAdmin() };

    private LedgerApiBench _bench = null!;
    private UserManagementService.UserManagementServiceClient _users = null!;

    public async Task InitializeAsync()
    {
        _bench = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1));
        _users = new UserManagementService.UserManagementServiceClient(_bench.Channel);
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_participant_begins_with_an_administrator()
    {
        var admin = (await _users.GetUserAsync(new GetUserRequest { UserId = "participant_admin" })).User;

        admin.Should().Be(new User { Id = "participant_admin", Metadata = new ObjectMeta { ResourceVersion = "0" } });
        (await RightsOfAsync("participant_admin")).Should().Equal(s_admin);
    }

    [Fact]
    public async Task A_user_is_what_was_asked_for_until_it_is_deleted()
    {
        var wanted = new User
        {
            Id = "alice@example.org",
            PrimaryParty = "alice::1220aa",
            IsDeactivated = true,
            PrimaryPartyAuthentication = true,
            Metadata = new ObjectMeta { Annotations = { ["example.org/team"] = "blue", ["colour"] = "ü" } },
        };
        var created = (await _users.CreateUserAsync(new CreateUserRequest { User = wanted, Rights = { ToRead("b::x"), ToAct("b::x"), s_admin, ToAct("a::x"), ToAct("a::x") } })).User;

        wanted.Metadata.ResourceVersion = "0";
        created.Should().Be(wanted);
        (await _users.GetUserAsync(new GetUserRequest { UserId = wanted.Id })).User.Should().Be(wanted);
        (await RightsOfAsync(wanted.Id)).Should().Equal([s_admin, ToAct("a::x"), ToAct("b::x"), ToRead("b::x")], "they come sorted, each once");

        await _users.DeleteUserAsync(new DeleteUserRequest { UserId = wanted.Id });
        (await GrpcFailure.RefusalOfAsync(() => _users.GetUserAsync(new GetUserRequest { UserId = wanted.Id }))).Should().Be("NotFound USER_NOT_FOUND");
    }

    [Fact]
    public async Task An_id_is_taken_once_whoever_comes_at_the_same_time()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await CreateAsync("alice");
                return "created";
            }
            catch (RpcException e)
            {
                return e.StatusCode.ToString();
            }
        }));

        outcomes.Should().ContainSingle(outcome => outcome == "created");
        outcomes.Where(outcome => outcome != "created").Should().AllBe("AlreadyExists");
        var failure = await GrpcFailure.OfAsync(() => CreateAsync("alice"));
        failure.Info.Reason.Should().Be("USER_ALREADY_EXISTS");
        failure.Details.Select(detail => detail.TypeUrl).Should().Contain(url => url.EndsWith("ResourceInfo"));
    }

    public static TheoryData<string, CreateUserRequest> WrongUsers => new()
    {
        { "MISSING_FIELD user", new CreateUserRequest { Rights = { new Right() } } },
        { "MISSING_FIELD user.id", new CreateUserRequest { User = new User { PrimaryParty = "!" } } },
        { "INVALID_FIELD user.id", new CreateUserRequest { User = new User { Id = "a b", PrimaryParty = "!" } } },
        { "INVALID_FIELD user.id", new CreateUserRequest { User = new User { Id = new string('a', 129) } } },
        { "INVALID_ARGUMENT", new CreateUserRequest { User = new User { Id = "alice", PrimaryParty = "!" } } },
        { "INVALID_ARGUMENT", new CreateUserRequest { User = new User { Id = "alice", Metadata = new ObjectMeta { ResourceVersion = "0" } } } },
        { "INVALID_ARGUMENT", Annotated("key", "") },
        { "INVALID_ARGUMENT", Annotated("", "value") },
        { "INVALID_ARGUMENT", Annotated("-key", "value") },
        { "INVALID_ARGUMENT", Annotated("Upper.org/key", "value") },
        { "INVALID_ARGUMENT", Annotated("a/b/c", "value") },
        { "INVALID_ARGUMENT", Annotated(new string('k', 64), "value") },
        { "INVALID_ARGUMENT", Annotated("key", new string('v', (256 * 1024) - 2)) },
        { "INVALID_ARGUMENT", new CreateUserRequest { User = new User { Id = "alice", IdentityProviderId = "somebody" } } },
        { "INVALID_ARGUMENT", new CreateUserRequest { User = new User { Id = "alice" }, Rights = { new Right() } } },
        { "INVALID_ARGUMENT", new CreateUserRequest { User = new User { Id = "alice" }, Rights = { ToAct("") } } },
    };

    [Theory]
    [MemberData(nameof(WrongUsers))]
    public async Task A_malformed_user_is_refused(string refusal, CreateUserRequest request)
    {
        var failure = await GrpcFailure.OfAsync(async () => await _users.CreateUserAsync(request));

        failure.Code.Should().Be(StatusCode.InvalidArgument);
        $"{failure.ErrorId} {failure.Info.Metadata.GetValueOrDefault("field_name")}".Trim().Should().Be(refusal);
        (await _users.ListUsersAsync(new ListUsersRequest())).Users.Should().ContainSingle();
    }

    [Fact]
    public async Task As_many_annotations_as_are_allowed_are_kept()
    {
        var value = new string('v', (256 * 1024) - 3);

        (await _users.CreateUserAsync(Annotated("key", value))).User.Metadata.Annotations["key"].Should().Be(value);
    }

    [Fact]
    public async Task Who_names_nobody_is_asked_for_a_token_and_who_names_an_unknown_user_is_told_so()
    {
        foreach (var (id, refusal) in new[] { ("", "InvalidArgument INVALID_TOKEN"), ("nobody", "NotFound USER_NOT_FOUND"), ("no body", "InvalidArgument INVALID_FIELD") })
        {
            (await GrpcFailure.RefusalOfAsync(() => _users.GetUserAsync(new GetUserRequest { UserId = id }))).Should().Be(refusal);
            (await GrpcFailure.RefusalOfAsync(() => _users.DeleteUserAsync(new DeleteUserRequest { UserId = id }))).Should().Be(refusal);
            (await GrpcFailure.RefusalOfAsync(() => _users.ListUserRightsAsync(new ListUserRightsRequest { UserId = id }))).Should().Be(refusal);
            (await GrpcFailure.RefusalOfAsync(() => _users.GrantUserRightsAsync(new GrantUserRightsRequest { UserId = id, Rights = { s_admin } }))).Should().Be(refusal);
            (await GrpcFailure.RefusalOfAsync(() => _users.RevokeUserRightsAsync(new RevokeUserRightsRequest { UserId = id, Rights = { s_admin } }))).Should().Be(refusal);
        }
    }

    [Fact]
    public async Task There_are_no_identity_providers() =>
        (await GrpcFailure.RefusalOfAsync(() => _users.GetUserAsync(new GetUserRequest { UserId = "participant_admin", IdentityProviderId = "somebody" }))).Should().Be("InvalidArgument INVALID_ARGUMENT");

    [Fact]
    public async Task Granting_and_revoking_answer_what_has_changed()
    {
        await CreateAsync("alice");

        (await GrantAsync("alice", ToAct("b::x"), ToAct("a::x"))).Should().Equal(ToAct("a::x"), ToAct("b::x"));
        (await GrantAsync("alice", ToAct("b::x"), ToRead("b::x"))).Should().Equal(ToRead("b::x"));
        (await GrantAsync("alice")).Should().BeEmpty();
        (await RevokeAsync("alice", ToRead("b::x"), ToAct("c::x"))).Should().Equal(ToRead("b::x"));
        (await RevokeAsync("alice", ToRead("b::x"))).Should().BeEmpty();
        (await RightsOfAsync("alice")).Should().Equal(ToAct("a::x"), ToAct("b::x"));
        (await _users.GetUserAsync(new GetUserRequest { UserId = "alice" })).User.Metadata.ResourceVersion.Should().Be("0");
    }

    [Fact]
    public async Task Every_kind_of_right_comes_back()
    {
        Right[] all = [
            s_admin, ToAct("a::x"), ToRead("a::x"), new() { IdentityProviderAdmin = new IdentityProviderAdmin() }, new() { CanReadAsAnyParty = new CanReadAsAnyParty() },
            new() { CanExecuteAs = new CanExecuteAs { Party = "a::x" } }, new() { CanExecuteAsAnyParty = new CanExecuteAsAnyParty() }, new() { CanActAsAnyParty = new CanActAsAnyParty() }];

        await _users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "alice" }, Rights = { all } });

        (await RightsOfAsync("alice")).Should().Equal(all);
    }

    [Fact]
    public async Task A_user_has_a_thousand_rights_at_most()
    {
        await _users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "alice" }, Rights = { Enumerable.Range(0, 999).Select(i => ToAct($"{i}::x")) } });

        (await GrpcFailure.RefusalOfAsync(() => _users.GrantUserRightsAsync(new GrantUserRightsRequest { UserId = "alice", Rights = { ToAct("a::x"), ToAct("b::x") } })))
            .Should().Be("FailedPrecondition TOO_MANY_USER_RIGHTS");
        (await GrantAsync("alice", ToAct("0::x"), ToAct("a::x"))).Should().ContainSingle();
        (await GrpcFailure.RefusalOfAsync(() => _users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "bob" }, Rights = { Enumerable.Range(0, 1001).Select(i => ToAct($"{i}::x")) } })))
            .Should().Be("FailedPrecondition TOO_MANY_USER_RIGHTS");
    }

    [Fact]
    public async Task Users_are_listed_page_by_page_in_order()
    {
        await Task.WhenAll(new[] { "b", "a", "B", "z" }.Select(CreateAsync));

        var first = await _users.ListUsersAsync(new ListUsersRequest { PageSize = 2 });
        await _users.DeleteUserAsync(new DeleteUserRequest { UserId = "a" });
        var second = await _users.ListUsersAsync(new ListUsersRequest { PageSize = 2, PageToken = first.NextPageToken });
        var third = await _users.ListUsersAsync(new ListUsersRequest { PageSize = 2, PageToken = second.NextPageToken });

        first.Users.Concat(second.Users).Concat(third.Users).Select(user => user.Id).Should().Equal("B", "a", "b", "participant_admin", "z");
        third.NextPageToken.Should().BeEmpty();
    }

    [Fact]
    public async Task More_users_than_a_page_has_are_not_answered_at_once()
    {
        for (var i = 0; i < 1000; i++)
            await CreateAsync($"user{i}");

        var page = await _users.ListUsersAsync(new ListUsersRequest { PageSize = 5000 });

        page.Users.Should().HaveCount(1000);
        (await _users.ListUsersAsync(new ListUsersRequest { PageToken = page.NextPageToken })).Users.Should().ContainSingle();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("====")]
    [InlineData("dXNlcnM")]
    [InlineData("dXNlcnMvYSBi")]
    [InlineData("cGFydGllcy9h")]
    [InlineData("_____w")]
    public async Task A_page_token_that_nobody_gave_is_refused(string token) =>
        (await GrpcFailure.RefusalOfAsync(() => _users.ListUsersAsync(new ListUsersRequest { PageToken = token }))).Should().Be("InvalidArgument INVALID_ARGUMENT");

    [Fact]
    public async Task A_page_cannot_be_smaller_than_nothing() =>
        (await GrpcFailure.RefusalOfAsync(() => _users.ListUsersAsync(new ListUsersRequest { PageSize = -1 }))).Should().Be("InvalidArgument INVALID_ARGUMENT");

    [Fact]
    public async Task Updates_are_unimplemented()
    {
        (await GrpcFailure.OfAsync(async () => await _users.UpdateUserAsync(new UpdateUserRequest()))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await _users.UpdateUserIdentityProviderIdAsync(new UpdateUserIdentityProviderIdRequest()))).Code.Should().Be(StatusCode.Unimplemented);
    }

    private static Right ToAct(string party) => new() { CanActAs = new CanActAs { Party = party } };

    private static Right ToRead(string party) => new() { CanReadAs = new CanReadAs { Party = party } };

    private static CreateUserRequest Annotated(string key, string value) => new() { User = new User { Id = "alice", Metadata = new ObjectMeta { Annotations = { [key] = value } } } };

    private async Task CreateAsync(string id) => await _users.CreateUserAsync(new CreateUserRequest { User = new User { Id = id } });

    private async Task<IEnumerable<Right>> RightsOfAsync(string id) => (await _users.ListUserRightsAsync(new ListUserRightsRequest { UserId = id })).Rights;

    private async Task<IEnumerable<Right>> GrantAsync(string id, params Right[] rights) =>
        (await _users.GrantUserRightsAsync(new GrantUserRightsRequest { UserId = id, Rights = { rights } })).NewlyGrantedRights;

    private async Task<IEnumerable<Right>> RevokeAsync(string id, params Right[] rights) =>
        (await _users.RevokeUserRightsAsync(new RevokeUserRightsRequest { UserId = id, Rights = { rights } })).NewlyRevokedRights;
}
