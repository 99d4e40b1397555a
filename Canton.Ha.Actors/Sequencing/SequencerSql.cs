namespace Canton.Ha.Actors.Sequencing;

/// <summary>What every kind of database is asked about the order in the same words.</summary>
/// <param name="schema">Stands before each table: a name and a dot, or nothing.</param>
internal sealed class SequencerSql(string schema)
{
    /// <summary>The time before which nothing is sequenced any more.</summary>
    public string Time { get; } = $"select time from {schema}sequencer_state";

    /// <summary>Id, name, time of registration, term, what is acknowledged, what is pruned and last counter of every member.</summary>
    public string Members { get; } = $"""
        select m.id, m.name, m.registered_at, m.term, m.acknowledged, m.pruned,
            coalesce((select d.counter from {schema}sequencer_delivery d where d.member = m.id order by d.counter desc limit 1), m.pruned)
        from {schema}sequencer_member m
        """;

    /// <summary>Counter, time, sender, message id and envelopes of what member $1 hears from counter $2 on, at most $3 events.</summary>
    public string Heard { get; } = $"""
        select d.counter, e.sequenced_at, s.name, e.message_id, e.envelopes
        from {schema}sequencer_delivery d
        join {schema}sequencer_event e on e.sequenced_at = d.sequenced_at
        join {schema}sequencer_member s on s.id = e.sender
        where d.member = $1 and d.counter >= $2
        order by d.counter limit $3
        """;

    /// <summary>The place of the last event to go up to $1: before the first one that some recipient has not acknowledged, and the first $2 at most.</summary>
    public string LastToGo { get; } = $"""
        select max(sequenced_at) from (
            select sequenced_at from {schema}sequencer_event
            where sequenced_at <= $1 and sequenced_at < coalesce(
                (select min(d.sequenced_at) from {schema}sequencer_member m
                    join {schema}sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1),
                9223372036854775807)
            order by sequenced_at limit $2) oldest
        """;

    /// <summary>Member and its last counter of the events up to $1, of which there are at most $2: no member can have more of them than there are.</summary>
    public string Going { get; } = $"""
        select m.id, max(d.counter) from {schema}sequencer_member m
        join {schema}sequencer_delivery d on d.member = m.id and d.counter > m.pruned and d.counter <= m.pruned + $2
        where d.sequenced_at <= $1 group by m.id
        """;

    /// <summary>Removes the events up to $1.</summary>
    public string RemoveEvents { get; } = $"delete from {schema}sequencer_event where sequenced_at <= $1";

    /// <summary>Names of the members that have not acknowledged something up to $1.</summary>
    public string Laggards { get; } = $"""
        select m.name from {schema}sequencer_member m
        join {schema}sequencer_delivery d on d.member = m.id and d.counter = m.acknowledged + 1
        where d.sequenced_at <= $1 order by m.name
        """;
}
