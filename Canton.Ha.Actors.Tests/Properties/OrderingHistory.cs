using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Sequencer.V1;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>What rounds of requests come to, and what members were told about it.</summary>
internal sealed class OrderingHistory
{
    private const long Window = 1000;

    private readonly OrderedLog _log = new(Window, membersMax: 3);
    private readonly List<(MessageKey Key, long At)> _toldSequenced = [];
    private readonly List<(MessageKey Key, long LatestAt, int EventsBefore)> _toldTooLate = [];
    private readonly Dictionary<string, long> _terms = [];
    private readonly Dictionary<(string Sender, Guid Id), long> _latest = [];

    public OrderingHistory(params IEnumerable<string> names)
    {
        foreach (var name in names)
            _log.Ask(new MemberRequest.Register(name, 0));
    }

    public void Run(OrderingRound round)
    {
        _log.Clock = Math.Max(1, _log.Clock + round.ClockStep);
        MemberRequest[] requests = [.. round.Requests.Select(Timed)];
        var batch = _log.Order(requests);
        if (!round.IsCommitted)
            return;

        ExpectTermsAndTimes(requests, batch);
        _log.Commit(batch);
        if (round.IsAnswered)
            Remember(requests, batch);
        _log.Prune();
    }

    public void ShouldBeOneOrder()
    {
        _log.Events.Select(sequenced => sequenced.At).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        _log.Events.Where(sequenced => sequenced.Message is not null).Select(Key).Should().OnlyHaveUniqueItems("a message has one place, however long ago it got that");
        var places = _log.Events.Where(sequenced => sequenced.Message is not null).ToDictionary(Key, sequenced => sequenced.At);
        foreach (var (key, at) in _toldSequenced)
            places.Should().Contain(key, at);
        foreach (var (key, latestAt, before) in _toldTooLate)
            _log.Events.Skip(before).Where(sequenced => sequenced.Message is not null && Key(sequenced) == key && sequenced.At <= latestAt)
                .Should().BeEmpty("a sender was told that {0} would never have a place", key);
        foreach (var member in _log.State.Members.Values)
            ShouldHearInOrder(member);
    }

    private void ShouldHearInOrder(MemberState member)
    {
        var heard = _log.HeardBy(member.Name).ToList();
        heard.Select(delivery => delivery.Counter).Should().Equal(Enumerable.Range(1, heard.Count).Select(counter => (long)counter), "counters have no gaps");
        heard.Select(delivery => delivery.At).Should().BeInAscendingOrder("everybody hears in the one order");
        heard.Should().HaveCount((int)member.LastCounter);
    }

    private MemberRequest Timed(MemberRequest request) => request is MemberRequest.Submit submit
        ? submit with { Messages = [.. submit.Messages.Select(message => Timed(submit.Member, message))] }
        : request;

    /// <summary>As every sender must, a resent message keeps its latest time. After two windows its number stands for another message.</summary>
    private SubmittedMessage Timed(string sender, SubmittedMessage message)
    {
        const int Numbers = 100;
        var id = Messages.Id(BitConverter.ToInt32(message.Id.ToByteArray()) + (Numbers * (int)(_log.Clock / (2 * Window))));
        if (!_latest.TryGetValue((sender, id), out var latestAt))
            _latest[(sender, id)] = latestAt = Math.Max(1, _log.Clock + message.LatestAt);
        return message with { Id = id, LatestAt = latestAt };
    }

    /// <summary>Nothing new comes from an older term than the newest subscription, or has a place later than it may.</summary>
    private void ExpectTermsAndTimes(MemberRequest[] requests, OrderedBatch batch)
    {
        var fresh = batch.Events.Where(sequenced => sequenced.Message is not null).ToDictionary(Key, sequenced => sequenced.At);
        foreach (var (request, answer) in requests.Zip(batch.Answers))
            if (answer is SequencerAnswer.Subscribed)
                _terms[request.Member] = Math.Max(_terms.GetValueOrDefault(request.Member), request.Term);
            else if (request is MemberRequest.Submit submit && answer is SequencerAnswer.Submitted submitted)
                foreach (var (message, outcome) in submit.Messages.Zip(submitted.Outcomes))
                    if (outcome is SubmissionOutcome.Sequenced && fresh.Remove(new MessageKey(_log.State.Members[request.Member].Id, message.Id), out var at))
                    {
                        at.Should().BeLessThanOrEqualTo(message.LatestAt);
                        request.Term.Should().BeGreaterThanOrEqualTo(_terms.GetValueOrDefault(request.Member));
                    }

        fresh.Should().BeEmpty("every message in the order was submitted");
    }

    private void Remember(MemberRequest[] requests, OrderedBatch batch)
    {
        foreach (var (request, answer) in requests.Zip(batch.Answers))
            if (request is MemberRequest.Submit submit && answer is SequencerAnswer.Submitted submitted)
                foreach (var (message, outcome) in submit.Messages.Zip(submitted.Outcomes))
                    Remember(new MessageKey(_log.State.Members[request.Member].Id, message.Id), message.LatestAt, outcome);
    }

    private void Remember(MessageKey key, long latestAt, SubmissionOutcome outcome)
    {
        if (outcome is SubmissionOutcome.Sequenced sequenced)
            _toldSequenced.Add((key, sequenced.At));
        else if (outcome is SubmissionOutcome.Refused { Reason: SubmissionRefusal.Types.Reason.TooLate })
            _toldTooLate.Add((key, latestAt, _log.Events.Count));
    }

    private static MessageKey Key(SequencedEvent sequenced) => new(sequenced.SenderId, sequenced.Message!.Id);
}
