using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Com.Daml.Ledger.Api.V2.CommandCompletionService;
using static Com.Daml.Ledger.Api.V2.CommandService;

namespace Canton.Ha.Actors.Tests.LedgerApi;

/// <summary>Commands from the wire to a synchronizer and back.</summary>
public sealed class CommandFlowSpec
{
    [Fact]
    public async Task A_retry_of_an_accepted_command_is_told_where_it_was_accepted()
    {
        await using var ledger = await LedgerBench.StartAsync();
        var alice = ledger.Party("alice");
        await ledger.AllocateAsync(alice);
        await using var bench = await LedgerApiBench.StartAsync(ledger.Ledger);
        var client = new CommandServiceClient(bench.Channel);
        var request = new SubmitAndWaitRequest { Commands = Note("c1", alice) };

        var accepted = await client.SubmitAndWaitAsync(request);
        var failure = await GrpcFailure.OfAsync(async () => await client.SubmitAndWaitAsync(request));

        failure.Code.Should().Be(StatusCode.AlreadyExists);
        failure.ErrorId.Should().Be("DUPLICATE_COMMAND");
        failure.Info.Metadata.Should().Contain("completion_offset", $"{accepted.CompletionOffset}").And.Contain("definite_answer", "true");
    }

    [Fact]
    public async Task Every_submission_of_a_crowd_has_one_completion_and_one_offset()
    {
        const int Count = 100;
        await using var ledger = await LedgerBench.StartAsync();
        var alice = ledger.Party("alice");
        await ledger.AllocateAsync(alice);
        await using var bench = await LedgerApiBench.StartAsync(ledger.Ledger);
        var client = new CommandServiceClient(bench.Channel);
        var begin = ledger.Ledger.Head.End;

        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(number =>
            client.SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = Note($"c{number}", alice) }).ResponseAsync));

        using var stream = new CommandCompletionServiceClient(bench.Channel)
            .CompletionStream(new CompletionStreamRequest { UserId = "user", Parties = { alice }, BeginExclusive = begin });
        var told = new List<long>();
        while (told.Count < Count && await stream.ResponseStream.MoveNext(default))
            told.Add(stream.ResponseStream.Current.Completion.Offset);
        told.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems().And.BeEquivalentTo(answers.Select(answer => answer.CompletionOffset));
    }

    private static Commands Note(string commandId, string actAs) => Wire.Commands(commandId, actAs, Wire.Create(Wire.Note, Wire.Record(("text", Wire.Text(commandId)))));
}
