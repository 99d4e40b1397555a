using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class OpenLedgerSpec : IAsyncLifetime
{
    private LedgerBench _bench = null!;

    public async Task InitializeAsync()
    {
        _bench = await LedgerBench.StartAsync();
        await _bench.AllocateAsync("alice", "bob");
    }

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [Fact]
    public async Task Has_the_outcome_of_a_submission_when_it_answers()
    {
        var update = await _bench.SubmitAndWaitAsync(Wire.Commands("c1", "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "bob", "CHF", "1"))));

        update.Outcome!.Rejection.Should().BeNull();
        update.Transaction!.Nodes.Should().ContainSingle();
        _bench.Ledger.Head.End.Should().BeGreaterThanOrEqualTo(update.Offset);
    }

    [Fact]
    public async Task Answers_a_command_that_was_accepted_before_with_where_that_was()
    {
        var commands = Wire.Commands("c1", "alice", Wire.Create(Wire.Iou, Iou.Of("alice", "bob", "CHF", "1")));
        var accepted = await _bench.SubmitAndWaitAsync(commands);

        var again = await _bench.SubmitAndWaitAsync(commands);

        again.Outcome!.Rejection.Message.Should().StartWith("DUPLICATE_COMMAND").And.Contain($"at offset {accepted.Offset}");
        again.Outcome.Submitter.DeduplicationOffset.Should().Be(accepted.Offset - 1);
    }
}
