namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>What reading and writing one stored ledger in one term share; filled by <see cref="ILedgerReads.LoadAsync"/>.</summary>
internal sealed class LedgerMemory
{
    public SynchronizerKeys Keys { get; } = new();

    public InFlightSlots Slots { get; } = new();
}
