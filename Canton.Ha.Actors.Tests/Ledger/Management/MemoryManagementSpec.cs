namespace Canton.Ha.Actors.Tests.Ledger.Management;

public sealed class MemoryManagementSpec : ManagementContract
{
    private protected override Task<ManagementPlace> OpenAsync() => ManagementPlace.InMemoryAsync(Here);
}
