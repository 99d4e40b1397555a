using System.Collections.Immutable;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>
/// What one member hears, from a counter on: from the database as long as it is behind, from memory when it has caught up, and again from
/// the database when it falls behind. Neither change leaves a gap or repeats anything, since both know the place of every event.
/// </summary>
/// <param name="member">Who hears.</param>
/// <param name="fromCounter">Its first event.</param>
/// <param name="tail">What is in memory.</param>
/// <param name="store">What is in the database.</param>
/// <param name="pageMax">Most events at a time.</param>
internal sealed class MemberFeed(MemberState member, long fromCounter, CommittedTail<CommittedBatch> tail, ISequencerStore store, int pageMax)
{
    private long _next = fromCounter;
    private long? _heardUpTo;

    /// <summary>Waits for the next events of this member, or for time to pass.</summary>
    /// <returns>Events, perhaps none, and the time up to which the member has then heard everything.</returns>
    /// <exception cref="EventsPrunedException">They are gone.</exception>
    public async Task<Heard> NextAsync(CancellationToken cancellation)
    {
        if (_heardUpTo is { } caughtUp)
            await tail.WaitAsync(caughtUp, cancellation);
        return _heardUpTo is { } after && tail.After(after) is { } batches
            ? FromMemory(after, batches)
            : await FromDatabaseAsync(cancellation);
    }

    private Heard FromMemory(long after, ImmutableArray<CommittedBatch> batches)
    {
        var events = new List<Event>();
        foreach (var batch in batches)
        {
            foreach (var sequenced in batch.Events)
                if (sequenced.At > after && sequenced.HeardBy(member) is { } heard)
                    Hear(events, heard);
            _heardUpTo = batch.UpTo;
            if (events.Count >= pageMax)
                break;
        }

        return new Heard(events, _heardUpTo ?? after);
    }

    /// <summary>A page that is not full has everything that was committed before it was asked for.</summary>
    private async Task<Heard> FromDatabaseAsync(CancellationToken cancellation)
    {
        var committed = tail.UpTo;
        var page = await store.ReadAsync(member, _next, pageMax, cancellation);
        var events = new List<Event>(page.Count);
        foreach (var heard in page)
            Hear(events, heard.Event);

        var last = page.Count == 0 ? 0 : page[^1].At;
        var upTo = page.Count == pageMax ? last : Math.Max(committed, last);
        _heardUpTo = upTo;
        return new Heard(events, upTo);
    }

    private void Hear(List<Event> events, Event heard)
    {
        if (heard.Counter != _next)
            throw new EventsPrunedException(member.Name, _next, heard.Counter);
        _next++;
        events.Add(heard);
    }
}

/// <summary>Some of what a member hears.</summary>
/// <param name="Events">In their order.</param>
/// <param name="UpTo">Everything up to this time is in there or was before.</param>
internal sealed record Heard(IReadOnlyList<Event> Events, long UpTo);

/// <summary>The next event of a member is gone, since the member has acknowledged it.</summary>
internal sealed class EventsPrunedException(string member, long wanted, long found)
    : Exception($"The events of {member} from counter {wanted} to {found - 1} are gone.");
