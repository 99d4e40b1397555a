using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>The tables in which a participant remembers its synchronizers.</summary>
internal static class SynchronizerSchema
{
    /// <summary>To be added to those of a replica.</summary>
    public static readonly SchemaPart Part = new("synchronizers", "Canton.Ha.Actors.Synchronizers.Migrations");
}
