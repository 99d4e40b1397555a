using System.Collections.Immutable;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>One run of <see cref="Ordering"/>, while it is under way.</summary>
internal sealed class OrderingRun(OrderingRules rules, SequencerState before, Look look)
{
    private readonly ImmutableDictionary<string, MemberState>.Builder _members = before.Members.ToBuilder();
    private readonly ImmutableArray<SequencedEvent>.Builder _events = ImmutableArray.CreateBuilder<SequencedEvent>();
    private readonly Dictionary<MessageKey, long> _sequenced = [];
    private readonly HashSet<string> _changed = [];
    private long _time = before.Time;

    /// <summary>Where the next event would be.</summary>
    private long Next => Math.Max(_time + 1, look.Now);

    public SequencerAnswer Take(MemberRequest request) => (request, _members.GetValueOrDefault(request.Member)) switch
    {
        (MemberRequest.Register register, null) => Register(register),
        (_, null) => Refuse(RequestRefusal.UnknownMember, $"{request.Member} is not a member; register it first."),
        (_, { } member) when request.Term < member.Term =>
            Refuse(RequestRefusal.OlderTerm, $"{request.Member} has subscribed in term {member.Term}: what it does in term {request.Term} no longer counts."),
        (MemberRequest.Register, { } member) => new SequencerAnswer.Registered(member.RegisteredAt),
        (MemberRequest.Submit submit, { } member) => new SequencerAnswer.Submitted([.. submit.Messages.Select(message => Sequence(member, message))]),
        (MemberRequest.Subscribe subscribe, { } member) => Subscribe(subscribe, member),
        (MemberRequest.Acknowledge acknowledge, { } member) => Acknowledge(acknowledge, member),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "There is no such request."),
    };

    public OrderedBatch End(ImmutableArray<SequencerAnswer> answers, bool isTick)
    {
        var time = isTick ? Math.Max(_time, look.Now) : _time;
        return new OrderedBatch(
            new SequencerState(time, _members.ToImmutable()), before.Time, _events.DrainToImmutable(), [.. _changed.Select(name => _members[name])], answers);
    }

    private SequencerAnswer Register(MemberRequest.Register register)
    {
        if (_members.Count >= rules.MembersMax)
            return Refuse(RequestRefusal.TooManyMembers, $"There are {_members.Count} members, as many as parameters.members-max allows.");

        var member = new MemberState(_members.Count + 1, register.Member, Next, Term: 0, LastCounter: 0, Acknowledged: 0, Pruned: 0);
        Change(member);
        Add(member, message: null, [.. _members.Keys]);
        return new SequencerAnswer.Registered(member.RegisteredAt);
    }

    private SubmissionOutcome Sequence(MemberState sender, SubmittedMessage message)
    {
        var key = new MessageKey(sender.Id, message.Id);
        if (_sequenced.TryGetValue(key, out var at) || look.Known.TryGetValue(key, out at))
            return new SubmissionOutcome.Sequenced(at);

        var recipients = RecipientsOf(message);
        if (Objection(message, recipients) is { } objection)
            return objection;

        at = Next;
        _sequenced.Add(key, at);
        Add(sender, new SequencedMessage(message.Id, message.Envelopes), recipients);
        return new SubmissionOutcome.Sequenced(at);
    }

    /// <summary>
    /// A message that is unknown may be one that is known no longer. It was sequenced more than a window ago then, and its latest sequencing
    /// time, which was less than a window ahead, has passed.
    /// </summary>
    private SubmissionOutcome.Refused? Objection(SubmittedMessage message, List<string> recipients)
    {
        if (message.LatestAt < Next)
            return TooLate(message);
        if (message.LatestAt - rules.WindowMicroseconds > look.Now)
            return new(SubmissionRefusal.Types.Reason.TooFarAhead, $"The latest sequencing time {message.LatestAt} is more than {rules.DeduplicationWindow} ahead: it is {look.Now}.");
        return recipients.Find(name => !_members.ContainsKey(name)) is { } stranger
            ? new(SubmissionRefusal.Types.Reason.UnknownRecipient, $"The recipient {stranger} is not a member.")
            : null;
    }

    /// <summary>The time goes on to where the message can have no place any more, so that the answer stays true although the clock may be put back.</summary>
    private SubmissionOutcome.Refused TooLate(SubmittedMessage message)
    {
        var why = $"The latest sequencing time {message.LatestAt} has passed: it is {Next}.";
        _time = Math.Max(_time, message.LatestAt);
        return new(SubmissionRefusal.Types.Reason.TooLate, why);
    }

    private List<string> RecipientsOf(SubmittedMessage message) =>
        message.Envelopes.Any(envelope => envelope.ToAll)
            ? [.. _members.Keys.Union(NamedIn(message))]
            : [.. NamedIn(message).Distinct()];

    private static IEnumerable<string> NamedIn(SubmittedMessage message) =>
        message.Envelopes.Where(envelope => !envelope.ToAll).SelectMany(envelope => envelope.Recipients);

    private void Add(MemberState sender, SequencedMessage? message, List<string> recipients)
    {
        var deliveries = ImmutableArray.CreateBuilder<Delivery>(recipients.Count);
        foreach (var name in recipients)
        {
            var member = _members[name];
            _members[name] = member with { LastCounter = member.LastCounter + 1 };
            deliveries.Add(new Delivery(member.Id, member.LastCounter + 1));
        }

        _time = Next;
        _events.Add(new SequencedEvent(_time, sender.Id, sender.Name, message, deliveries.MoveToImmutable()));
    }

    private SequencerAnswer Subscribe(MemberRequest.Subscribe subscribe, MemberState member)
    {
        if (subscribe.FromCounter <= member.Pruned)
            return Refuse(RequestRefusal.Pruned, $"The events of {member.Name} up to counter {member.Pruned} are gone; it asks for {subscribe.FromCounter}.");
        if (subscribe.FromCounter > member.LastCounter + 1)
            return Refuse(RequestRefusal.AheadOfEnd, $"The last event of {member.Name} has counter {member.LastCounter}; it asks for {subscribe.FromCounter}.");
        if (subscribe.Term > member.Term)
            Change(member = member with { Term = subscribe.Term });
        return new SequencerAnswer.Subscribed(member);
    }

    private SequencerAnswer Acknowledge(MemberRequest.Acknowledge acknowledge, MemberState member)
    {
        if (acknowledge.Counter > member.LastCounter)
            return Refuse(RequestRefusal.AheadOfEnd, $"The last event of {member.Name} has counter {member.LastCounter}; it acknowledges {acknowledge.Counter}.");
        if (acknowledge.Counter > member.Acknowledged)
            Change(member with { Acknowledged = acknowledge.Counter });
        return SequencerAnswer.Acknowledged.Instance;
    }

    private void Change(MemberState member)
    {
        _members[member.Name] = member;
        _changed.Add(member.Name);
    }

    private static SequencerAnswer.Refused Refuse(RequestRefusal refusal, string why) => new(refusal, why);
}
