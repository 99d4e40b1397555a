using Akka.Event;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Synchronizers;

public sealed class SynchronizerLinesSpec
{
    [Fact]
    public async Task A_line_that_is_opened_when_the_term_is_over_connects_nothing()
    {
        var lines = new SynchronizerLines(new Membership("participant::1220ab", 3), Synchronizer.Client, new FakeLedger(0), NoLogger.Instance, TimeProvider.System);
        await lines.DisposeAsync();

        var connecting = lines.Open(Synchronizer.At("da", 1), SynchronizerExpectation.Any).ConnectAsync(default);

        await connecting.Invoking(late => late.WaitAsync(Bounds.Takeover)).Should().ThrowAsync<OperationCanceledException>();
    }
}
