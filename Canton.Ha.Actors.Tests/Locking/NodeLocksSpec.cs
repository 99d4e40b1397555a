using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Locking;

public class NodeLocksSpec
{
    [Fact]
    public void A_synchronizer_has_the_numbers_of_a_sequencer_of_the_reference_and_a_presence_of_its_own() =>
        Numbers(NodeKind.Synchronizer).Should().Equal(5, 4, 41, 201);

    [Fact]
    public void A_participant_has_its_own() => Numbers(NodeKind.Participant).Should().Equal(1, 37, 39, 200);

    private static IEnumerable<int> Numbers(NodeKind kind) =>
        Enum.GetValues<LockCounter>().Except([LockCounter.None]).Select(counter => NodeLocks.NumberOf(kind, counter));
}
