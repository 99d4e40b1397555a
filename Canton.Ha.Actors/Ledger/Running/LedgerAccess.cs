using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>Where the later stages find the ledger of the term: opened and closed only by the stage of the ledger.</summary>
internal sealed class LedgerAccess
{
    private volatile ILedger? _ledger;

    /// <summary>The ledger of this term.</summary>
    /// <exception cref="NotActiveException">There is none: this replica is passive.</exception>
    public ILedger Current => _ledger ?? throw new NotActiveException();

    /// <summary>The same; null when there is none.</summary>
    public ILedger? IfOpen => _ledger;

    public void Open(ILedger ledger) => _ledger = ledger;

    public void Close() => _ledger = null;
}
