using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Synchronizers;

public sealed class SynchronizerConnectivitySpec : NodeKit
{
    private static readonly TimeSpan Patience = 10.Seconds();
    private static readonly SequencerLinkException s_refused = new("nobody there");

    private readonly SynchronizerAccess _access = new();
    private readonly List<FakeLines> _terms = [];
    private int _number = 6;

    private FakeLines Lines => _terms[^1];

    [Fact]
    public async Task Is_open_when_connecting_has_begun_and_one_that_is_down_holds_up_nobody()
    {
        Begin(Synchronizer.At("down", 1), Synchronizer.At("up", 2));
        Next.Connecting("down").Hang();
        OpenTerm();

        await BecomesAsync("up is connected", () => _access.Connections.Count(known => known.IsConnected) == 1);
        _access.Known.Select(known => (known.Registered.Alias, known.IsOpen, known.IsConnected)).Should().Equal(("down", true, false), ("up", true, true));
    }

    [Fact]
    public async Task In_a_later_term_exactly_those_come_back_that_were_connected()
    {
        Begin();
        OpenTerm();
        await AskAsync<SynchronizerProtocol.Attempted>(new SynchronizerProtocol.Connect(Synchronizer.At("a", 1), Id: null));
        await AskAsync<SynchronizerProtocol.Attempted>(new SynchronizerProtocol.Connect(Synchronizer.At("b", 2), Id: null));
        await AskAsync<SynchronizerProtocol.Attempted>(new SynchronizerProtocol.Connect(Synchronizer.At("byhand", 3) with { ManualConnect = true }, Id: null));
        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Register(Synchronizer.At("never", 4), Id: null, Handshake: false));
        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Disconnect("b"));

        CloseTerm();
        OpenTerm();

        await BecomesAsync("a is connected", () => _access.Known.Any(known => known.IsConnected));
        Lines.Opened.Select(line => line.Settings.Alias).Should().Equal("a");
        Lines.Latest("a").Expected.Id.Should().Be("a::1220", "no other synchronizer may be found there any more");
        _access.Known.Select(known => known.Registered.Alias).Should().Equal("a", "b", "byhand", "never");
    }

    [Fact]
    public async Task What_is_configured_is_registered_once_and_later_changes_are_the_operators()
    {
        Begin(Synchronizer.At("a", 1), Synchronizer.At("byhand", 2) with { ManualConnect = true });
        OpenTerm();
        _access.Known.Select(known => (known.Registered.Alias, known.IsOpen)).Should().Equal(("a", true), ("byhand", false));
        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Modify(Synchronizer.At("a", 9), Id: null));
        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Disconnect("a"));

        CloseTerm();
        OpenTerm();

        Lines.Opened.Should().BeEmpty();
        _access.Known[0].Registered.Settings.Endpoints.Should().Equal(new Uri("http://127.0.0.1:9"));
    }

    [Fact]
    public async Task An_alias_stands_for_one_synchronizer()
    {
        Begin(Synchronizer.At("a", 1));
        OpenTerm();

        (await RefusedAsync(new SynchronizerProtocol.Register(Synchronizer.At("a", 1), Id: null, Handshake: false))).Should().Be("SYNCHRONIZER_REGISTRATION");
        (await RefusedAsync(new SynchronizerProtocol.Connect(Synchronizer.At("a", 2), Id: null))).Should().Be("SYNCHRONIZER_REGISTRATION");
        (await RefusedAsync(new SynchronizerProtocol.Modify(Synchronizer.At("b", 2), Id: null))).Should().Be("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");
        (await RefusedAsync(new SynchronizerProtocol.Reconnect("b", Retry: true))).Should().Be("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");
        (await RefusedAsync(new SynchronizerProtocol.Disconnect("b"))).Should().Be("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");
        (await AskAsync<SynchronizerProtocol.Attempted>(new SynchronizerProtocol.Connect(Synchronizer.At("a", 1), Id: null))).IsConnected.Should().BeTrue();
    }

    [Fact]
    public async Task A_handshake_finds_out_which_synchronizer_it_is_or_nothing_is_registered()
    {
        Begin();
        OpenTerm();
        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Register(Synchronizer.At("a", 1), Id: null, Handshake: true));
        Lines.Identifying.Fail(s_refused);

        (await RefusedAsync(new SynchronizerProtocol.Register(Synchronizer.At("b", 2), Id: null, Handshake: true))).Should().Be("SYNC_SERVICE_BAD_CONNECTIVITY");

        _access.Known.Should().ContainSingle().Which.Registered.Should().BeEquivalentTo(new { Alias = "a", Id = "a::1220", IsWanted = false });
    }

    [Fact]
    public async Task One_attempt_that_fails_is_the_last_and_is_forgotten()
    {
        Begin();
        OpenTerm();
        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Register(Synchronizer.At("a", 1), Id: null, Handshake: false));
        Lines.Connecting("a").Fail(s_refused);

        (await AskAsync<SynchronizerProtocol.Attempted>(new SynchronizerProtocol.Reconnect("a", Retry: false))).IsConnected.Should().BeFalse();

        await BecomesAsync("nothing is tried any more", () => !Lines.Alive.Any());
        _access.Known[0].Registered.IsWanted.Should().BeFalse();
    }

    [Fact]
    public async Task One_attempt_that_succeeds_is_meant_for_later_terms_too()
    {
        Begin();
        OpenTerm();
        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Register(Synchronizer.At("a", 1), Id: null, Handshake: false));

        (await AskAsync<SynchronizerProtocol.Attempted>(new SynchronizerProtocol.Reconnect("a", Retry: false))).IsConnected.Should().BeTrue();

        _access.Known[0].Registered.IsWanted.Should().BeTrue();
    }

    [Fact]
    public async Task Whoever_wants_it_tried_again_is_answered_when_patience_is_over_and_it_goes_on()
    {
        Begin(Synchronizer.At("a", 1));
        Next.Connecting("a").Fail(s_refused);
        OpenTerm();
        var answer = _access.Registry.Ask<SynchronizerProtocol.Attempted>(new SynchronizerProtocol.Reconnect("a", Retry: true));
        await BecomesAsync("the answer has come", () =>
        {
            Advance(100.Milliseconds());
            return answer.IsCompleted;
        });

        (await answer).IsConnected.Should().BeFalse();
        Lines.Connecting("a").Answer();
        await BecomesAsync("it is connected", () =>
        {
            Advance(100.Milliseconds());
            return _access.Known[0].IsConnected;
        });
    }

    [Fact]
    public async Task Reconnecting_all_names_those_that_did_not_succeed_unless_that_does_not_matter()
    {
        Begin(Synchronizer.At("bad", 1), Synchronizer.At("good", 2), Synchronizer.At("byhand", 3) with { ManualConnect = true });
        OpenTerm();
        await AskAsync<SynchronizerProtocol.Done>(SynchronizerProtocol.DisconnectAll.Instance);
        Lines.Alive.Should().BeEmpty();
        Lines.Connecting("bad").Fail(s_refused);

        var answer = _access.Registry.Ask<SynchronizerProtocol.Refused>(new SynchronizerProtocol.ReconnectAll(IgnoreFailures: false));
        await BecomesAsync("the answer has come", () =>
        {
            Advance(100.Milliseconds());
            return answer.IsCompleted;
        });

        (await answer).Error.Cause.Should().Be("Not connected, but tried again until they are: bad: nobody there");
        Lines.Alive.Should().Equal("bad", "good");
    }

    [Fact]
    public async Task A_modified_synchronizer_is_connected_anew_after_the_former_connection_has_ended()
    {
        Begin(Synchronizer.At("a", 1));
        OpenTerm();
        await BecomesAsync("it is connected", () => _access.Known[0].IsConnected);

        await AskAsync<SynchronizerProtocol.Done>(new SynchronizerProtocol.Modify(Synchronizer.At("a", 2), Id: null));

        await BecomesAsync("it is connected anew", () => Lines.Opened.Count == 2 && _access.Known[0].IsConnected);
        Lines.Opened.Select(line => (line.Settings.Endpoints[0].Port, line.IsEnded)).Should().Equal((1, true), (2, false));
    }

    [Fact]
    public async Task A_synchronizer_that_has_heard_from_a_later_term_ends_the_branch()
    {
        Begin(Synchronizer.At("a", 1));
        OpenTerm();
        await BecomesAsync("it is connected", () => _access.Known[0].IsConnected);

        Lines.Latest("a").Lose(new StaleTermException("It has heard from term 8."));

        Parent.ExpectMsg<ChildFailed>(Patience).Cause.Should().BeOfType<StaleTermException>();
        await BecomesAsync("every line has ended", () => Lines.IsDisposed);
    }

    [Fact]
    public async Task Nothing_is_left_when_the_stage_is_closed()
    {
        Begin(Synchronizer.At("a", 1), Synchronizer.At("b", 2));
        OpenTerm();
        await BecomesAsync("both are connected", () => _access.Connections.Count(known => known.IsConnected) == 2);

        CloseTerm();

        Lines.IsDisposed.Should().BeTrue();
        _access.Invoking(access => access.Registry).Should().Throw<NotActiveException>();
        _access.Connections.Should().BeEmpty();
    }

    /// <summary>The lines of the term that comes next.</summary>
    private FakeLines Next { get; set; } = new();

    private void Begin(params SynchronizerConnectionSettings[] configured) => Start(SynchronizerConnectivity.Props(
        Synchronizer.Registry(Synchronizer.InMemory, configured),
        (_, _) =>
        {
            _terms.Add(Next);
            Next = new FakeLines();
            return Lines;
        },
        _access));

    private void OpenTerm()
    {
        Tell(new StageProtocol.Open(new FakeTerm(++_number, new SessionId(1, 1), Time).Term));
        Parent.ExpectMsg<StageProtocol.Opened>(Patience).Term.Should().Be(_number);
    }

    private void CloseTerm()
    {
        Tell(new StageProtocol.Close(_number, TimeSpan.Zero));
        Parent.ExpectMsg<StageProtocol.Closed>(Patience);
    }

    private async Task<T> AskAsync<T>(object question) => await _access.Registry.Ask<T>(question).WaitAsync(Patience);

    private async Task<string> RefusedAsync(object question) => (await AskAsync<SynchronizerProtocol.Refused>(question)).Error.Code.Id;

    private static Task BecomesAsync(string what, Func<bool> isTrue) => Eventually.BecomesTrueAsync(what, () => Task.FromResult(isTrue()), Patience);
}
