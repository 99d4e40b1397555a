using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Memory;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Storage.Memory;

public sealed class MemoryFailoverPoliciesSpec : FailoverPoliciesSuite
{
    private readonly ReplicaStorage _storage = MemoryStorage.For(
        EmbeddedDisk.Replica("participant1", "participant", new StorageSettings.Memory()), () => EmbeddedDisk.Addresses, []);

    private protected override Task<IFailoverPolicies> PoliciesAsync() => Task.FromResult(_storage.Policies);

    private protected override async Task<Roster> ReadRosterAsync()
    {
        await using var presence = await _storage.Presence.OpenAsync(_ => { }, default);
        return await presence.ReadAsync(default);
    }
}
