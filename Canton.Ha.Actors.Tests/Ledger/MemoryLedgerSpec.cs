using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Ledger;

public sealed class MemoryLedgerSpec : LedgerStoreContract
{
    private readonly LedgerStores _stores = LedgerStores.InMemory();

    public override Task DisposeAsync() => Task.CompletedTask;

    private protected override Task<LedgerStore> OpenAsync() => Task.FromResult(_stores.Open(new FakeTerm(1, new SessionId(1, 1), TimeProvider.System).Term));
}
