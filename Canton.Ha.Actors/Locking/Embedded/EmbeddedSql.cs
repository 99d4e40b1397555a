namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>Pieces of SQL that several statements share.</summary>
internal static class EmbeddedSql
{
    /// <summary>The time of the database, in milliseconds since the Unix epoch.</summary>
    public const string Now = "cast(unixepoch('subsec') * 1000 as integer)";
}
