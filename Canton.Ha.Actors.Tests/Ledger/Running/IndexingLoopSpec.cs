using System.Threading.Channels;
using Canton.Ha.Actors.Ledger.Running;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class IndexingLoopSpec
{
    [Fact]
    public async Task Nothing_can_be_left_with_a_loop_that_has_ended()
    {
        var waiting = Channel.CreateBounded<IndexingWork>(1);
        var loop = new IndexingLoop(parts: null!, waiting, connections: null!, publisher: null!);

        await loop.Invoking(stopped => stopped.RunAsync(new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        waiting.Writer.TryWrite(new IndexingWork.Rejected("sync", null!, null!, new())).Should().BeFalse();
    }
}
