using System.Collections.Immutable;
using Canton.Ha.Actors.Sequencing;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>An order kept in memory, with a clock that the test sets and that need not go forward.</summary>
internal sealed class OrderedLog(long window, int membersMax)
{
    private readonly Ordering _ordering = new(new OrderingRules(TimeSpan.FromMicroseconds(window), membersMax));
    private readonly Dictionary<MessageKey, long> _known = [];

    public long Clock { get; set; }

    public SequencerState State { get; private set; } = SequencerState.Empty;

    /// <summary>Everything that ever got a place, also what was pruned since.</summary>
    public List<SequencedEvent> Events { get; } = [];

    /// <summary>Orders requests; what they come to is only kept by <see cref="Commit"/>.</summary>
    public OrderedBatch Order(params IReadOnlyList<MemberRequest> requests)
    {
        var asked = Ordering.Asked(State, requests);
        var known = asked.Where(_known.ContainsKey).Distinct().ToDictionary(key => key, key => _known[key]);
        return _ordering.Order(State, requests, new Look(Clock, known));
    }

    public void Commit(OrderedBatch batch)
    {
        State = batch.State;
        foreach (var sequenced in batch.Events)
        {
            Events.Add(sequenced);
            if (sequenced.Message is { } message)
                _known.Add(new MessageKey(sequenced.SenderId, message.Id), sequenced.At);
        }
    }

    public SequencerAnswer Ask(MemberRequest request)
    {
        var batch = Order(request);
        Commit(batch);
        return batch.Answers.Should().ContainSingle().Subject;
    }

    public SubmissionOutcome Submit(string member, SubmittedMessage message, long term = 1) =>
        Ask(new MemberRequest.Submit(member, term, [message])).Should().BeOfType<SequencerAnswer.Submitted>().Which.Outcomes.Should().ContainSingle().Subject;

    public void Tick() => Commit(_ordering.Order(State, [], new Look(Clock, ImmutableDictionary<MessageKey, long>.Empty), isTick: true));

    /// <summary>Forgets what everybody has acknowledged and is older than the window, as a store does.</summary>
    public void Prune()
    {
        foreach (var sequenced in Events.TakeWhile(MayGo))
            if (sequenced.Message is { } message)
                _known.Remove(new MessageKey(sequenced.SenderId, message.Id));
    }

    /// <summary>Counters and times of what a member hears, in the order of the counters.</summary>
    public IEnumerable<(long Counter, long At)> HeardBy(string member) =>
        from sequenced in Events
        from delivery in sequenced.Deliveries
        where delivery.Member == State.Members[member].Id
        orderby delivery.Counter
        select (delivery.Counter, sequenced.At);

    private bool MayGo(SequencedEvent sequenced) =>
        sequenced.At <= State.Time - window
        && sequenced.Deliveries.All(delivery => State.Members.Values.Single(member => member.Id == delivery.Member).Acknowledged >= delivery.Counter);
}
