using System.Collections.Immutable;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>
/// The order itself, without a clock, a database or a thread: the state, some requests and one look at the database give the next state, the
/// events and the answers. Times only grow, whatever the clock does; counters have no gaps; a message has one place for ever.
/// </summary>
internal sealed class Ordering(OrderingRules rules)
{
    /// <summary>What must be looked for before <see cref="Order"/>.</summary>
    public static IReadOnlyList<MessageKey> Asked(SequencerState state, IEnumerable<MemberRequest> requests) =>
    [
        .. from submit in requests.OfType<MemberRequest.Submit>()
           where state.Members.ContainsKey(submit.Member)
           from message in submit.Messages
           select new MessageKey(state.Members[submit.Member].Id, message.Id),
    ];

    /// <summary>Gives requests their places, one after the other.</summary>
    /// <param name="state">What has been before.</param>
    /// <param name="requests">In the order in which they came.</param>
    /// <param name="look">At everything <see cref="Asked"/> for, taken when the state before was on the disk.</param>
    /// <param name="isTick">Lets the time of the state go on with the clock even if nothing happens.</param>
    public OrderedBatch Order(SequencerState state, IReadOnlyList<MemberRequest> requests, Look look, bool isTick = false)
    {
        var run = new OrderingRun(rules, state, look);
        var answers = ImmutableArray.CreateBuilder<SequencerAnswer>(requests.Count);
        foreach (var request in requests)
            answers.Add(run.Take(request));
        return run.End(answers.MoveToImmutable(), isTick);
    }
}
