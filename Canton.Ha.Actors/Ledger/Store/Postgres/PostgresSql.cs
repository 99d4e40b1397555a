namespace Canton.Ha.Actors.Ledger.Store.Postgres;

/// <summary>Pieces of SQL that reading and writing share.</summary>
internal static class PostgresSql
{
    /// <summary>
    /// That a contract c is active, in words in which the planner does not find the index of active contracts: while it knows nothing of the table, it
    /// would rather go through all of those than look up a key.
    /// </summary>
    public const string IsActive = "coalesce(c.archived_offset, 0) = 0";
}
