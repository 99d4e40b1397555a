using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.LedgerApi.Security;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Com.Daml.Ledger.Api.V2.Admin.Right.Types;

namespace Canton.Ha.Actors.Tests.LedgerApi.Security;

public sealed class LedgerAuthorizationSpec : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly FakeTime _time = new() { Calendar = Now };
    private readonly FakeLedger _ledger = new(keptMax: 1);
    private LedgerApiBench _bench = null!;

    private UserManagementService.UserManagementServiceClient Users => new(_bench.Channel);

    private UpdateService.UpdateServiceClient Updates => new(_bench.Channel);

    public async Task InitializeAsync() => _bench = await LedgerApiBench.StartAsync(_ledger, api => api with { Auth = TestTokens.Auth(), StreamsMax = 1 }, _time);

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public void Every_method_that_is_served_and_no_other_has_its_rights() => LedgerRights.All.Keys.Should().BeEquivalentTo(LedgerServices.All.Methods);

    [Fact]
    public async Task Without_a_token_every_method_but_the_open_ones_is_unauthenticated()
    {
        var open = LedgerRights.All.Where(entry => entry.Value.IsOpen).Select(entry => entry.Key).ToList();
        open.Should().HaveCount(5);

        foreach (var method in LedgerServices.All.Methods.Except(open))
            (await CodeOfAsync(method, [])).Should().Be(StatusCode.Unauthenticated, "of {0}", method);
        (await CodeOfAsync("/com.daml.ledger.api.v2.VersionService/GetLedgerApiVersion", [])).Should().Be(StatusCode.OK);
        (await CodeOfAsync("/grpc.health.v1.Health/Check", [])).Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task Without_rights_every_method_for_administrators_is_denied()
    {
        await CreateAsync("alice");

        foreach (var method in LedgerRights.All.Where(entry => ReferenceEquals(entry.Value, MethodRight.Admin)).Select(entry => entry.Key))
            (await CodeOfAsync(method, As("alice"))).Should().Be(StatusCode.PermissionDenied, "of {0}", method);
    }

    [Fact]
    public async Task A_refusal_says_nothing_but_where_to_ask_and_the_log_says_everything()
    {
        var headers = As("mallory");
        headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var failure = await GrpcFailure.OfAsync(async () => await new StateService.StateServiceClient(_bench.Channel).GetLedgerEndAsync(new GetLedgerEndRequest(), headers));

        failure.Code.Should().Be(StatusCode.PermissionDenied);
        failure.Message.Should().Be("An error occurred. Please contact the operator and inquire about the request <no-correlation-id> with tid 0af7651916cd43dd8448eb211c80319c");
        failure.Details.Should().ContainSingle().Which.TypeUrl.Should().EndWith("RequestInfo");
        _bench.Log.Lines.Should().Equal(
            "Warning: /com.daml.ledger.api.v2.StateService/GetLedgerEnd was refused, request 0af7651916cd43dd8448eb211c80319c with trace 0af7651916cd43dd8448eb211c80319c: there is no user mallory, whose token it is.");
    }

    [Fact]
    public async Task Who_is_deactivated_may_nothing()
    {
        await Users.CreateUserAsync(new CreateUserRequest { User = new User { Id = "alice", IsDeactivated = true }, Rights = { Admin } }, As("participant_admin"));

        (await CodeOfAsync("/com.daml.ledger.api.v2.StateService/GetLedgerEnd", As("alice"))).Should().Be(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task A_command_needs_the_right_to_act_for_each_party_and_gets_the_user_of_the_token()
    {
        await CreateAsync("alice", Act("alice::1"), Read("bob::1"));

        (await SubmitAsync("alice", Commands("", ["alice::1"], ["bob::1"]))).Should().Be(StatusCode.Internal, "the ledger of the test takes nothing, and was asked");
        _ledger.Submitted.Should().ContainSingle().Which.Change.UserId.Should().Be("alice");
        (await SubmitAsync("alice", Commands("alice", ["alice::1"], []))).Should().Be(StatusCode.Internal);

        (await SubmitAsync("alice", Commands("carol", ["alice::1"], []))).Should().Be(StatusCode.PermissionDenied, "it is another user");
        (await SubmitAsync("alice", Commands("", ["alice::1", "bob::1"], []))).Should().Be(StatusCode.PermissionDenied, "to read is not to act");
        (await SubmitAsync("alice", Commands("", ["alice::1"], ["carol::1"]))).Should().Be(StatusCode.PermissionDenied);
        _ledger.Submitted.Should().HaveCount(2);
    }

    [Fact]
    public async Task Reading_needs_the_right_to_read_as_each_party_or_as_any()
    {
        await CreateAsync("alice", Act("alice::1"), Read("bob::1"));
        await CreateAsync("reader", new Right { CanReadAsAnyParty = new CanReadAsAnyParty() });

        (await ReadAsync("alice", Formats.TransactionsOf("alice::1", "bob::1"))).Should().Be(StatusCode.NotFound, "there is no update yet");
        (await ReadAsync("alice", Formats.TransactionsOf("alice::1", "carol::1"))).Should().Be(StatusCode.PermissionDenied);
        (await ReadAsync("alice", Formats.EverythingOf("alice::1"))).Should().Be(StatusCode.PermissionDenied, "it asks for everybody's topology");
        (await ReadAsync("reader", Formats.EverythingOf("carol::1"))).Should().Be(StatusCode.NotFound);
        (await ReadAsync("participant_admin", Formats.TransactionsOf("alice::1"))).Should().Be(StatusCode.PermissionDenied, "to administer is not to read");
    }

    [Fact]
    public async Task Everybody_may_look_at_himself_and_nobody_can_lock_himself_out()
    {
        await CreateAsync("alice");

        (await Users.GetUserAsync(new GetUserRequest(), As("alice"))).User.Id.Should().Be("alice");
        (await Users.ListUserRightsAsync(new ListUserRightsRequest { UserId = "alice" }, As("alice"))).Rights.Should().BeEmpty();
        (await RefusalAsync(() => Users.GetUserAsync(new GetUserRequest { UserId = "participant_admin" }, As("alice")))).Should().Be(StatusCode.PermissionDenied);
        (await RefusalAsync(() => Users.DeleteUserAsync(new DeleteUserRequest(), As("participant_admin")))).Should().Be(StatusCode.InvalidArgument);
        (await RefusalAsync(() => Users.RevokeUserRightsAsync(new RevokeUserRightsRequest { Rights = { Admin } }, As("participant_admin")))).Should().Be(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Rights_that_change_end_open_streams_and_those_of_others_do_not()
    {
        await CreateAsync("alice", Read("alice::1"));
        await CreateAsync("bob");
        var stream = await OpenAsync("alice", "alice::1");

        await Users.GrantUserRightsAsync(new GrantUserRightsRequest { UserId = "bob", Rights = { Read("bob::1") } }, As("participant_admin"));
        stream.Ended.IsCompleted.Should().BeFalse();
        await Users.RevokeUserRightsAsync(new RevokeUserRightsRequest { UserId = "alice", Rights = { Read("alice::1") } }, As("participant_admin"));

        var failure = await GrpcFailure.OfAsync(() => stream.Ended.WaitAsync(Bounds.Takeover));
        (failure.Code, failure.ErrorId).Should().Be((StatusCode.Aborted, "STALE_STREAM_AUTHORIZATION"));
        (await ReadAsync("alice", Formats.TransactionsOf("alice::1"))).Should().Be(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task A_token_that_expires_ends_its_streams()
    {
        await CreateAsync("alice", Read("alice::1"));
        var stream = await OpenAsync("alice", "alice::1");

        _time.Advance(TimeSpan.FromHours(2));

        var failure = await GrpcFailure.OfAsync(() => stream.Ended.WaitAsync(Bounds.Takeover));
        (failure.Code, failure.ErrorId).Should().Be((StatusCode.Aborted, "ACCESS_TOKEN_EXPIRED"));
        (await CodeOfAsync("/com.daml.ledger.api.v2.StateService/GetLedgerEnd", As("alice"))).Should().Be(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Who_is_not_known_takes_no_place_of_a_stream()
    {
        await CreateAsync("alice", Read("alice::1"));
        await OpenAsync("alice", "alice::1");

        (await CodeOfAsync("/com.daml.ledger.api.v2.UpdateService/GetUpdates", [])).Should().Be(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task With_tokens_asked_for_a_take_over_is_still_rehearsed() =>
        await new LedgerApis(_bench.Parts).RehearseAsync(default).WaitAsync(Bounds.Start);

    private static Right Admin => new() { ParticipantAdmin = new ParticipantAdmin() };

    private static Right Act(string party) => new() { CanActAs = new CanActAs { Party = party } };

    private static Right Read(string party) => new() { CanReadAs = new CanReadAs { Party = party } };

    private static Metadata As(string user) => new() { { "authorization", $"Bearer {TestTokens.Of(user, Now.AddHours(1))}" } };

    private static Commands Commands(string user, string[] actAs, string[] readAs)
    {
        var commands = IouCommands.Create(actAs[0], actAs[0], 1);
        (commands.UserId, commands.CommandId) = (user, Guid.NewGuid().ToString());
        commands.ActAs.Clear();
        commands.ActAs.Add(actAs);
        commands.ReadAs.Add(readAs);
        return commands;
    }

    private static async Task<StatusCode> RefusalAsync<T>(Func<AsyncUnaryCall<T>> call) => (await GrpcFailure.OfAsync(async () => await call())).Code;

    private async Task CreateAsync(string user, params Right[] rights) =>
        await Users.CreateUserAsync(new CreateUserRequest { User = new User { Id = user }, Rights = { rights } }, As("participant_admin"));

    private Task<StatusCode> SubmitAsync(string user, Commands commands) => CodeOfAsync(() =>
        new CommandSubmissionService.CommandSubmissionServiceClient(_bench.Channel).SubmitAsync(new SubmitRequest { Commands = commands }, As(user)).ResponseAsync);

    private Task<StatusCode> ReadAsync(string user, UpdateFormat format) =>
        CodeOfAsync(() => Updates.GetUpdateByOffsetAsync(new GetUpdateByOffsetRequest { UpdateFormat = format, Offset = 1 }, As(user)).ResponseAsync);

    /// <summary>A stream that nothing comes on; it begins when the server has answered with headers, or later.</summary>
    private async Task<(AsyncServerStreamingCall<GetUpdatesResponse> Call, Task Ended)> OpenAsync(string user, string party)
    {
        var began = _ledger.Head.Waiting;
        var call = Updates.GetUpdates(new GetUpdatesRequest { UpdateFormat = Formats.TransactionsOf(party) }, As(user));
        var ended = call.ResponseStream.MoveNext(default);
        await Eventually.BecomesTrueAsync("the stream waits for updates", () => Task.FromResult(_ledger.Head.Waiting > began), Bounds.Takeover);
        return (call, ended);
    }

    private Task<StatusCode> CodeOfAsync(string method, Metadata headers) => CodeOfAsync(() => RawCalls.CallAsync(_bench.Channel, method, headers));

    private static async Task<StatusCode> CodeOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
