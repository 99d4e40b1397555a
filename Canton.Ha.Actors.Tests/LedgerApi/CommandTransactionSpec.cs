using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Com.Daml.Ledger.Api.V2.CommandService;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class CommandTransactionSpec
{
    private readonly LedgerStory _story = new();

    [Fact]
    public async Task The_transaction_has_what_the_submitters_see_with_labels_unless_they_ask_for_something_else()
    {
        var transaction = await SubmitAsync(null);

        transaction.UpdateId.Should().Be(_story.Last.UpdateId);
        transaction.Offset.Should().Be(_story.Last.Offset);
        transaction.CommandId.Should().Be("c1");
        var created = transaction.Events.Should().ContainSingle().Which.Created;
        created.CreateArguments.Fields.Should().ContainSingle().Which.Label.Should().Be("text");
        created.WitnessParties.Should().Equal("alice");
    }

    [Fact]
    public async Task A_format_that_shows_nothing_of_it_leaves_the_transaction_without_events()
    {
        var transaction = await SubmitAsync(new TransactionFormat { TransactionShape = TransactionShape.LedgerEffects, EventFormat = Wire.Everything("bob") });

        transaction.UpdateId.Should().Be(_story.Last.UpdateId);
        transaction.Events.Should().BeEmpty();
        transaction.CommandId.Should().BeEmpty();
    }

    [Fact]
    public async Task A_format_that_cannot_be_is_refused_before_anything_happens()
    {
        var failure = await GrpcFailure.OfAsync(() => SubmitAsync(new TransactionFormat { EventFormat = Wire.Everything("alice") }));

        failure.Code.Should().Be(StatusCode.InvalidArgument);
        failure.Info.Reason.Should().Be("MISSING_FIELD");
        failure.Info.Metadata.Should().Contain("field_name", "transaction_shape");
        _story.Ledger.Submitted.Should().BeEmpty();
    }

    private async Task<Transaction> SubmitAsync(TransactionFormat? format)
    {
        await _story.AllocateAsync("alice", "bob");
        await _story.CreateAsync("c1", "alice");
        await using var bench = await LedgerApiBench.StartAsync(_story.Ledger);
        var request = new SubmitAndWaitForTransactionRequest
        {
            Commands = Wire.Commands("c1", "alice", Wire.Create(Wire.Note, Wire.Record())),
            TransactionFormat = format,
        };
        return (await new CommandServiceClient(bench.Channel).SubmitAndWaitForTransactionAsync(request)).Transaction;
    }
}
