using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

public sealed class PeerWatchSpec : NodeKit
{
    private static readonly RosterEntry Peer = new("participant2", new ReplicaAddresses("127.0.0.1:8082", "", ""));

    private readonly FakePeerStreams _streams = new();

    [Fact]
    public void Passes_on_what_the_replica_says()
    {
        Start(PeerWatch.Props(Peer, _streams));
        var view = PageNodes.View("participant2", ReplicaRole.Active);
        var news = PageNodes.News("1", 1);

        _streams.Streams[0].Say(view);
        _streams.Streams[0].Say(news);

        Heard<PeerProtocol.Heard>().Should().Be(new PeerProtocol.Heard("participant2", view));
        Heard<PeerProtocol.Happened>().Should().Be(new PeerProtocol.Happened("participant2", news));
    }

    [Fact]
    public void Says_that_it_hears_nothing_and_tries_again_later_each_time()
    {
        Start(PeerWatch.Props(Peer, _streams));
        var pauses = new List<TimeSpan>();
        for (var i = 1; i <= 8; i++)
        {
            _streams.Streams[^1].End.SetException(new PeerStreamException("connection refused", new IOException()));
            Heard<PeerProtocol.Silent>().Why.Should().Be("connection refused");
            pauses.Add(AdvanceUntil(() => _streams.Streams.Count == i + 1));
        }

        pauses[0].Should().BeCloseTo(TimeSpan.FromMilliseconds(275), TimeSpan.FromMilliseconds(40));
        pauses[^1].Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(5)).And.BeLessThan(TimeSpan.FromSeconds(6.1));
    }

    [Fact]
    public void After_a_word_the_first_pause_is_short_again()
    {
        Start(PeerWatch.Props(Peer, _streams));
        for (var i = 1; i <= 5; i++)
        {
            _streams.Streams[^1].End.SetResult();
            AdvanceUntil(() => _streams.Streams.Count == i + 1);
        }

        _streams.Streams[^1].Say(PageNodes.View("participant2", ReplicaRole.Passive));
        _streams.Streams[^1].End.SetResult();

        AdvanceUntil(() => _streams.Streams.Count == 7).Should().BeLessThan(TimeSpan.FromMilliseconds(320));
    }

    [Fact]
    public void Words_of_a_stream_that_was_given_up_are_not_passed_on()
    {
        Start(PeerWatch.Props(Peer, _streams));
        _streams.Streams[0].End.SetResult();
        Heard<PeerProtocol.Silent>();
        AdvanceUntil(() => _streams.Streams.Count == 2);

        _streams.Streams[0].Say(PageNodes.View("participant2", ReplicaRole.Active));

        HeardNothing();
    }

    [Fact]
    public void Ends_its_stream_when_it_is_stopped()
    {
        Start(PeerWatch.Props(Peer, _streams));

        Stop();

        _streams.Streams[0].Cancellation.IsCancellationRequested.Should().BeTrue();
    }
}
