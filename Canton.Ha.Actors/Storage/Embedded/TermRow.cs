using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Storage.Embedded;

/// <summary>What the write sessions of a SQLite store write into the row of their term.</summary>
internal static class TermRow
{
    private const string BeginSql = $"""
        insert into ha_term (number, replica, cause, began_at)
        select $1, $2,
               case when last.number is null then 'first start' when last.ended_at is null then 'failover' else 'switchover' end,
               {EmbeddedSql.Now}
        from (select max(number) as number from ha_term) newest
        left join ha_term last on last.number = newest.number
        """;

    private const string NoteActiveSql = $"""
        update ha_term set active_at = {EmbeddedSql.Now} where number = $1
        """;

    private const string NoteEndSql = $"""
        update ha_term set ended_at = {EmbeddedSql.Now}, end_cause = $2 where number = $1
        """;

    /// <summary>To be written inside the barrier.</summary>
    public static WriteCommand Begin(long term, string replica) => new(BeginSql, term, replica);

    public static WriteCommand NoteActive(long term) => new(NoteActiveSql, term);

    public static WriteCommand NoteEnd(long term, string cause) => new(NoteEndSql, term, cause);
}
