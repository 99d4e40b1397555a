using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger;

/// <summary>The tables of a participant's ledger.</summary>
internal static class LedgerSchema
{
    /// <summary>To be added to those of a replica.</summary>
    public static readonly SchemaPart Part = new("ledger", "Canton.Ha.Actors.Ledger.Migrations");
}
