using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Storage.Embedded;

public sealed class EmbeddedFailoverPoliciesSpec : FailoverPoliciesSuite, IDisposable
{
    private readonly EmbeddedDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task A_change_wakes_every_replica()
    {
        var heard = new SignalLog();
        await using var presence = await _disk.SeenBy("participant1").Presence.OpenAsync(heard.Hear, default);
        (await heard.NextAsync()).Should().Be(SessionSignal.Woken.Instance, "it has joined");

        await _disk.SeenBy("participant2").Policies.ResumeAsync(default);

        (await heard.NextAsync()).Should().Be(SessionSignal.Woken.Instance);
    }

    private protected override Task<IFailoverPolicies> PoliciesAsync() => Task.FromResult(_disk.SeenBy("participant1").Policies);

    private protected override async Task<Roster> ReadRosterAsync()
    {
        await using var presence = await _disk.SeenBy("participant2").Presence.OpenAsync(_ => { }, default);
        return await presence.ReadAsync(default);
    }
}
