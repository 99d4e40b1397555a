using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Synchronizers;

public sealed class SynchronizerRehearsalSpec : NodeKit
{
    private readonly FakeLines _lines = new();
    private readonly SynchronizerAccess _access = new();
    private readonly TaskCompletionSource<CancellationToken> _connecting = new();

    [Fact]
    public async Task Rehearses_without_asking_a_synchronizer_and_ends_that_when_a_term_comes()
    {
        Begin();
        Advance(1500.Milliseconds());
        var over = await _connecting.Task.WaitAsync(Bounds.Start);
        _lines.Opened.Should().BeEmpty();
        _access.Connections.Should().BeEmpty();

        Tell(new StageProtocol.Open(new FakeTerm(7, new SessionId(1, 1), Time).Term));

        Parent.ExpectMsg<StageProtocol.Opened>(Bounds.Start).Term.Should().Be(7);
        await BecomesAsync("the rehearsal ends", () => over.IsCancellationRequested);
        await BecomesAsync("the synchronizer is connected", () => _access.Connections.Any(known => known.IsConnected));
    }

    [Fact]
    public Task A_ledger_that_is_kept_nowhere_is_connected_over_a_real_line() =>
        new LineRehearsal(LedgerApiBench.Default).ConnectAsync(CancellationToken.None).WaitAsync(Bounds.Start);

    private void Begin()
    {
        var settings = Synchronizer.Registry(Synchronizer.InMemory, Synchronizer.At("a", 1)) with { Rehearsal = new RegistryRehearsal(Synchronizer.InMemory, ConnectAsync) };
        Start(SynchronizerConnectivity.Props(settings, (_, _) => _lines, _access));
    }

    private Task ConnectAsync(CancellationToken cancellation)
    {
        _connecting.SetResult(cancellation);
        return new TaskCompletionSource().Task;
    }

    private static Task BecomesAsync(string what, Func<bool> isTrue) => Eventually.BecomesTrueAsync(what, () => Task.FromResult(isTrue()), Bounds.Start);
}
