using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Running;

public sealed class CommandTraceSpec
{
    private static readonly TraceContext Trace = new() { Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Tracestate = "a=b" };

    [Fact]
    public async Task A_command_that_another_replica_brings_to_its_end_keeps_its_trace()
    {
        await using var bench = await LedgerBench.StartAsync();
        var alice = bench.Party("alice");
        await bench.AllocateAsync(alice);
        bench.Link.LosesMessages = true;
        var commands = Wire.Commands("c1", alice, Wire.Create(Wire.Note, Wire.Record(("text", Wire.Text("traced")))));
        await bench.Ledger.SubmitAsync(bench.Validate(commands) with { Trace = Trace }, default);

        await bench.ReopenAsync();
        await bench.ReachesAsync(2);

        bench.Synchronizer.Sequenced[^1].Message.TraceContext.Should().Be(Trace, "the synchronizer is told");
        var update = bench.Updates[^1];
        update.Outcome!.Submitter.TraceContext.Should().Be(Trace, "the completion has it");
        update.Transaction!.TraceContext.Should().Be(Trace, "the transaction has it");
    }
}
