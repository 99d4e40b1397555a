using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>The tables of a sequencer.</summary>
internal static class SequencerSchema
{
    /// <summary>To be added to those of a replica.</summary>
    public static readonly SchemaPart Part = new("sequencer", "Canton.Ha.Actors.Sequencing.Migrations");
}
