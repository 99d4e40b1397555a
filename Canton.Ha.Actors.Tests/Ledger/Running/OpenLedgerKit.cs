using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

/// <summary>A ledger with few places, that a test can have fail, with two parties.</summary>
public abstract class OpenLedgerKit : IAsyncLifetime
{
    private protected LedgerBench Bench { get; private set; } = null!;

    private protected FlakyWrites Writes { get; private set; } = null!;

    private protected FlakyReads Reads { get; private set; } = null!;

    /// <summary>How far clients see that time has come.</summary>
    private protected long RecordTime => Bench.Ledger.Head.RecordTimes[Wire.Synchronizer];

    public async Task InitializeAsync()
    {
        Bench = await LedgerBench.StartAsync("participant1", new LoopSynchronizer(), parts => parts with
        {
            Settings = parts.Settings with { InFlightMax = 3, ReconnectPatience = 2.Seconds() },
            Rules = new CertificationRules(Window: 60_000_000, LedgerTimeTolerance: 60_000_000, SequencingTimeout: 1_000_000),
            Writes = Writes = new FlakyWrites(parts.Writes),
            Reads = Reads = new FlakyReads(parts.Reads),
        });
        await Bench.AllocateAsync("alice", "bob");
    }

    public Task DisposeAsync() => Bench.DisposeAsync().AsTask();

    private protected static Commands Note(string commandId) => Wire.Commands(commandId, "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "bob", "CHF", "1")));

    private protected static async Task<string> RefusalOf(Task call) =>
        (await call.Invoking(refused => refused.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<CantonErrorException>()).Which.Error.Code.Id;
}
