using System.Text.Json;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

public sealed class DashboardHubSpec : NodeKit
{
    private static readonly CantonError End = new(new ErrorCode("END_OF_TEST", ErrorCategory.TransientServerFailure), "The test ends.");
    private static readonly DashboardLimits Limits = DashboardLimits.Default with { SubscribersMax = 3, Buffer = 12, NewsMax = 4, SamplesMax = 3 };

    private readonly Board _board = Board.Of("participant1", ReplicaRole.Active);
    private readonly FakeTermHistory _history = new();
    private LedgerView? _ledger;
    private IActorRef? _hub;

    private IActorRef Hub => _hub ??= Spawn(DashboardHub.Props(new DashboardSources(PageNodes.Of(_board.Status, _history, new FakeFailoverPolicies()), () => _ledger, new FakePeerStreams(), Time), Limits).WithDispatcher(Inline));

    [Fact]
    public async Task A_page_begins_with_everything_and_goes_on_with_what_changes()
    {
        var page = Subscribe(PageScope.Cluster);
        Happen(new ReplicaEvent.LockLost("participant1", 3, TimeSpan.Zero, "no proof"));

        var told = await ReadAsync(page);

        told[0].Kind.Should().Be("snapshot");
        told[0].Data.GetProperty("identity").GetString().Should().Be("bank");
        told[0].Data.GetProperty("self").GetProperty("role").GetString().Should().Be("active");
        var news = told.Single(one => one.Kind == "news").Data;
        news.GetProperty("text").GetString().Should().Be("has lost the lock of term 3: no proof");
        news.GetProperty("tone").GetString().Should().Be("bad");
        told.Should().Contain(one => one.Kind == "cluster" && one.Data.GetProperty("replicas").GetArrayLength() == 2);
    }

    [Fact]
    public async Task A_page_hears_something_with_every_beat_although_nothing_happens()
    {
        var page = Subscribe(PageScope.Cluster);
        Advance(Limits.Beat * 2);

        (await ReadAsync(page)).Count(one => one.Kind == "self").Should().Be(2);
    }

    [Fact]
    public async Task Another_replica_hears_of_this_one_alone()
    {
        Happen(new ReplicaEvent.LockReachable("participant1", 3, TimeSpan.Zero));
        var peer = Subscribe(PageScope.Self);
        _board.LoseLeader();
        Advance(Limits.Beat);
        Happen(new ReplicaEvent.LockReachable("participant2", 3, TimeSpan.Zero));

        (await ReadAsync(peer)).Select(one => one.Kind).Should().Equal("self", "news", "self");
    }

    [Fact]
    public async Task Only_the_newest_news_are_kept()
    {
        for (var i = 1; i <= 6; i++)
            Happen(new ReplicaEvent.StageOpened("participant1", i, TimeSpan.Zero, "write-pool"));

        var snapshot = (await ReadAsync(Subscribe(PageScope.Cluster)))[0].Data;

        snapshot.GetProperty("news").EnumerateArray().Select(news => news.GetProperty("text").GetString())
            .Should().Equal("has opened write-pool in term 3", "has opened write-pool in term 4", "has opened write-pool in term 5", "has opened write-pool in term 6");
    }

    [Fact]
    public async Task A_page_that_does_not_keep_up_is_dropped_and_the_others_are_not()
    {
        var slow = Subscribe(PageScope.Self);
        Advance(Limits.Beat * 8);
        var other = Subscribe(PageScope.Self);
        Advance(Limits.Beat * 6);

        (await FluentActions.Awaiting(() => slow.DrainAsync(_ => Task.CompletedTask, default)).Should().ThrowAsync<CantonErrorException>())
            .Which.Error.Code.Id.Should().Be("WATCH_SUBSCRIBER_TOO_SLOW");
        (await ReadAsync(other)).Should().HaveCount(7);
    }

    [Fact]
    public void There_are_no_more_pages_than_there_may_be()
    {
        var first = Subscribe(PageScope.Self);
        Subscribe(PageScope.Self);
        Subscribe(PageScope.Cluster);

        Hub.Tell(new DashboardProtocol.Subscribe(new PageBuffer(1), PageScope.Cluster), TestActor);
        ExpectMsg<DashboardProtocol.Full>().SubscribersMax.Should().Be(3);
        Hub.Tell(new DashboardProtocol.Unsubscribe(first));
        Subscribe(PageScope.Self);
    }

    [Fact]
    public async Task Terms_are_read_when_there_is_a_newer_one_and_stay_while_they_cannot_be_read()
    {
        var page = Subscribe(PageScope.Cluster);
        Lead(term: 4);
        Advance(Limits.Beat);
        _history.Failure = new TimeoutException("no answer");
        Lead(term: 5);
        Advance(Limits.Beat);

        var told = (await ReadAsync(page)).Where(one => one.Kind == "terms").Select(one => one.Data).ToList();

        told.Should().HaveCount(2);
        told[0].GetProperty("terms")[0].GetProperty("term").GetInt64().Should().Be(4);
        told[1].GetProperty("terms")[0].GetProperty("term").GetInt64().Should().Be(4);
        told[1].GetProperty("problem").GetString().Should().Be("no answer");
    }

    [Fact]
    public async Task Terms_that_could_not_be_read_are_read_again_after_a_while()
    {
        _history.Failure = new TimeoutException("no answer");
        Subscribe(PageScope.Cluster);
        Lead(term: 4);
        Advance(Limits.Beat);
        _history.Failure = null;
        Advance(Limits.ReadAgain);

        var snapshot = (await ReadAsync(Subscribe(PageScope.Cluster)))[0].Data;
        snapshot.GetProperty("terms").GetProperty("terms").GetArrayLength().Should().Be(1);
        snapshot.GetProperty("terms").GetProperty("problem").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_end_of_the_ledger_is_noted_with_every_beat_while_there_is_one()
    {
        _ = Hub;
        Advance(Limits.Beat);
        for (var end = 1; end <= 5; end++)
        {
            _ledger = new LedgerView(end, []);
            Advance(Limits.Beat);
        }

        var snapshot = (await ReadAsync(Subscribe(PageScope.Cluster)))[0].Data;
        snapshot.GetProperty("trend").EnumerateArray().Select(sample => sample.GetProperty("end").GetInt64()).Should().Equal(3, 4, 5);
    }

    [Fact]
    public async Task When_it_stops_every_stream_ends()
    {
        var page = Subscribe(PageScope.Cluster);

        Sys.Stop(Hub);

        (await FluentActions.Awaiting(() => page.DrainAsync(_ => Task.CompletedTask, default)).Should().ThrowAsync<CantonErrorException>())
            .Which.Error.Code.Id.Should().Be("ABORTED_DUE_TO_SHUTDOWN");
    }

    private PageBuffer Subscribe(PageScope scope)
    {
        var buffer = new PageBuffer(Limits.Buffer);
        Hub.Tell(new DashboardProtocol.Subscribe(buffer, scope), TestActor);
        ExpectMsg<DashboardProtocol.Subscribed>();
        return buffer;
    }

    private void Happen(ReplicaEvent fact) => Hub.Tell(fact);

    private void Lead(long term)
    {
        var newest = new TermRecord(term, "participant1", "first start", DateTimeOffset.UnixEpoch, null, null, null);
        _history.Terms = [newest];
        _board.Status.Write(_board.Status.Current with { Roster = _board.Status.Current.Roster with { Newest = newest } });
    }

    private static async Task<List<(string Kind, JsonElement Data)>> ReadAsync(PageBuffer buffer)
    {
        buffer.End(End);
        using var stream = new MemoryStream();
        await FluentActions.Awaiting(() => buffer.DrainAsync(message => stream.WriteAsync(message).AsTask(), default)).Should().ThrowAsync<CantonErrorException>();
        stream.Position = 0;
        return [.. (await PageNodes.EventsAsync(stream)).Select(one => (one.Kind, JsonDocument.Parse(one.Data).RootElement))];
    }
}
