using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Ledger.V1;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class InFlightTableSpec
{
    private readonly InFlightMessage _early = Message("one::1", 100);
    private readonly InFlightMessage _late = Message("one::1", 200);
    private readonly InFlightMessage _elsewhere = Message("two::2", 50);

    [Fact]
    public void What_is_too_late_on_one_synchronizer_is_taken_once_the_oldest_first()
    {
        var table = new InFlightTable([_late, _early, _elsewhere]);

        table.TakeOverdue("one::1", 100).Should().BeEmpty("100 is still in time");
        table.TakeOverdue("one::1", 201).Should().Equal(_early, _late);
        table.TakeOverdue("one::1", 201).Should().BeEmpty();
        table.Count.Should().Be(1);
    }

    [Fact]
    public void What_was_sequenced_is_no_longer_overdue()
    {
        var table = new InFlightTable([_late, _early]);

        table.Take(_early.MessageId).Should().Be(_early);
        table.Take(_early.MessageId).Should().BeNull();
        table.TakeOverdue("one::1", 500).Should().Equal(_late);
    }

    [Fact]
    public void A_new_connection_sends_what_goes_there() => new InFlightTable([_late, _early, _elsewhere]).SentTo("two::2").Should().Equal(_elsewhere);

    private static InFlightMessage Message(string synchronizer, long latest) =>
        new(synchronizer, null, new Outgoing { MessageId = MessageIds.ToByteString(Guid.NewGuid()), LatestSequencingTime = latest });
}
