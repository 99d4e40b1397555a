using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Remote;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class AdminAuthorizationSpec : IAsyncLifetime
{
    private const string Fixed = "an admin's token";

    private readonly FakeTime _time = new() { Calendar = TimeProvider.System.GetUtcNow() };
    private AdminBench _bench = null!;

    public async Task InitializeAsync()
    {
        var listed = TestTokens.Hmac with { Users = [new AuthorizedUser("olga", null), new AuthorizedUser("watcher", ["canton.ha.admin.v1.ReplicationService"])] };
        var auth = TestTokens.Auth(listed) with { AdminToken = new Secret(Fixed, File: null) };
        _bench = await AdminBench.StartAsync(change: admin => admin with { Auth = auth });
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public void Every_service_that_is_served_is_open_or_for_operators() =>
        ServedApi.Admin.Methods.Concat(ServedApi.Synchronizer.Methods).Select(method => method.Split('/')[1]).Distinct().Should().BeEquivalentTo(AdminAuthorization.IsOpen.Keys);

    [Fact]
    public async Task Without_a_token_every_method_but_the_open_ones_is_unauthenticated()
    {
        foreach (var method in ServedApi.Admin.Methods.Where(method => !AdminAuthorization.IsOpen[method.Split('/')[1]]))
            (await CodeOfAsync(method, token: null)).Should().Be(StatusCode.Unauthenticated, "of {0}", method);
        (await CodeOfAsync("/grpc.health.v1.Health/Check", token: null)).Should().NotBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task An_operator_is_known_by_his_token()
    {
        const string Roster = "/canton.ha.admin.v1.ReplicationService/Roster", Status = "/com.digitalasset.canton.admin.participant.v30.ParticipantStatusService/ParticipantStatus";

        (await CodeOfAsync(Roster, Fixed)).Should().Be(StatusCode.OK);
        (await CodeOfAsync(Roster, TestTokens.Of("olga"))).Should().Be(StatusCode.OK);
        (await CodeOfAsync(Roster, TestTokens.Of("watcher"))).Should().Be(StatusCode.OK);
        (await CodeOfAsync(Status, TestTokens.Of("watcher"))).Should().Be(StatusCode.PermissionDenied);
        (await CodeOfAsync(Roster, TestTokens.Of("mallory"))).Should().Be(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task A_page_learns_whose_token_it_is()
    {
        await using var other = await AdminBench.StartAsync();
        var operators = new AdminOperators([_bench.Node]);

        (await operators.OperatorOfAsync(Fixed, default)).Should().Be("an operator");
        (await operators.OperatorOfAsync(TestTokens.Of("olga"), default)).Should().Be("olga");
        (await operators.OperatorOfAsync(TestTokens.Of("mallory"), default)).Should().BeNull();
        (await new AdminOperators([_bench.Node, other.Node]).OperatorOfAsync(Fixed, default)).Should().BeNull("it must be the token of each replica of the page");
    }

    [Fact]
    public async Task A_watch_ends_with_the_token_that_it_began_with()
    {
        await using var bench = await AdminBench.StartAsync(
            change: admin => admin with { Auth = TestTokens.Auth(TestTokens.Hmac with { IsPrivileged = true, TargetScope = "daml_ledger_api" }) }, time: _time);
        var headers = Headers(TestTokens.Of("olga", _time.GetUtcNow().AddHours(1)));
        using var watch = new ReplicationService.ReplicationServiceClient(bench.Channel).Watch(new WatchRequest(), headers);
        (await watch.ResponseStream.MoveNext(default)).Should().BeTrue();

        _time.Advance(TimeSpan.FromHours(1));

        var failure = await GrpcFailure.OfAsync(() => watch.ResponseStream.MoveNext(default).WaitAsync(Bounds.Takeover));
        (failure.Code, failure.ErrorId).Should().Be((StatusCode.Aborted, "ACCESS_TOKEN_EXPIRED"));
    }

    [Fact]
    public async Task A_console_shows_its_token_and_says_when_it_is_not_known()
    {
        using var known = Console(Fixed);
        using var unknown = Console("something else");

        (await known.ReadRosterAsync(default)).Replicas.Should().NotBeNull();
        await using var changes = known.WatchAsync(default).GetAsyncEnumerator();
        (await changes.MoveNextAsync()).Should().BeTrue();
        (await FluentActions.Awaiting(() => unknown.ReadRosterAsync(default)).Should().ThrowAsync<CommandFailedException>())
            .WithMessage("participant1 at 127.0.0.1:* wants to know who asks, and does not know it by this token, or by none; set canton.remote-participants.participant1.token-file or give --token-file. Its log says more.");
    }

    private static Metadata Headers(string token) => new() { { "authorization", $"Bearer {token}" } };

    private RemoteNode Console(string token) => new(
        ConfigurationLoader.RemoteAt(new RemoteEndpoint("127.0.0.1", _bench.Port)) with { Name = "participant1", Token = new Secret(token, File: null) }, TimeProvider.System);

    private async Task<StatusCode> CodeOfAsync(string method, string? token)
    {
        try
        {
            await RawCalls.CallAsync(_bench.Channel, method, token is null ? [] : Headers(token));
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
