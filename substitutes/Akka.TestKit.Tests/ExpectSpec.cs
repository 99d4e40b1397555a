using Akka.Actor;
using Akka.TestKit.TestActors;
using FluentAssertions;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class ExpectSpec : Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Messages_are_received_in_order_with_their_sender()
    {
        var other = CreateTestProbe();
        TestActor.Tell("one");
        TestActor.Tell("two", other);
        HasMessages.Should().BeTrue();
        ExpectMsg("one");
        LastSender.Should().Be(TestActor);
        ExpectMsg<string>((message, sender) => message == "two" && sender.Equals(other.Ref));
        LastMessage.Should().Be("two");
        HasMessages.Should().BeFalse();
    }

    [Fact]
    public async Task The_next_message_has_to_be_as_expected()
    {
        TestActor.Tell(1);
        TestActor.Tell(2);
        TestActor.Tell(3);
        TestActor.Tell(4);
        (await ExpectMsgAsync<int>()).Should().Be(1);
        (await ExpectMsgAsync<int>(n => n > 1)).Should().Be(2);
        await ExpectMsgAsync<int>(n => n.Should().Be(3));
        (await ExpectMsgAsync(40, (expected, actual) => expected == actual * 10)).Should().Be(4);
    }

    [Fact]
    public void Any_other_message_fails_the_test()
    {
        TestActor.Tell("text");
        this.Invoking(t => t.ExpectMsg<int>(hint: "a number")).Should().Throw<XunitException>().WithMessage("*System.Int32*text*a number*");
        TestActor.Tell("text");
        this.Invoking(t => t.ExpectMsg("other")).Should().Throw<XunitException>().WithMessage("*other*text*");
        TestActor.Tell("text");
        this.Invoking(t => t.ExpectMsg<string>(m => m.Length > 10, hint: "long text")).Should().Throw<XunitException>().WithMessage("*long text*");
    }

    [Fact]
    public async Task No_message_fails_the_test_after_the_time()
    {
        var expecting = async () => await ExpectMsgAsync<string>(Short, "late");
        (await expecting.Should().ThrowAsync<XunitException>()).WithMessage("*Timeout*System.String*late*");
    }

    [Fact]
    public async Task No_message_can_be_expected()
    {
        await ExpectNoMsgAsync(Short);
        ExpectNoMsg(20);
        TestActor.Tell("surprise");
        this.Invoking(t => t.ExpectNoMsg(Short)).Should().Throw<XunitException>().WithMessage("*surprise*");
    }

    [Fact]
    public void The_sender_can_be_expected()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        echo.Tell("hi");
        ExpectMsgFrom(echo, "hi");
        echo.Tell("hi");
        this.Invoking(t => t.ExpectMsgFrom<string>(TestActor)).Should().Throw<XunitException>().WithMessage("*Sender does not match*");
    }

    [Fact]
    public void Several_messages_can_be_expected_in_any_order()
    {
        foreach (var number in (int[])[3, 2, 1, 5, 6])
            TestActor.Tell(number);
        ExpectMsgAnyOf<int>([3, 4]).Should().Be(3);
        ExpectMsgAllOf(1, 2).Should().Equal(2, 1);
        this.Invoking(t => t.ExpectMsgAllOf(5, 7)).Should().Throw<XunitException>().WithMessage("*7*6*");
    }

    [Fact]
    public void A_number_of_messages_can_be_received()
    {
        TestActor.Tell("a");
        TestActor.Tell("b");
        ReceiveN(2).Should().Equal("a", "b");
        TestActor.Tell("c");
        this.Invoking(t => t.ReceiveN(2, Short)).Should().Throw<XunitException>().WithMessage("*expecting 2 messages*got 1*");
    }

    [Fact]
    public void Messages_can_be_received_while_they_are_wanted()
    {
        foreach (var message in (object[])[1, 2, "x", 3, 9, 4])
            TestActor.Tell(message);
        ReceiveWhile<int>(n => n < 5, Short).Should().Equal(1, 2, 3);
        ExpectMsg(9);
        ReceiveWhile(TimeSpan.FromSeconds(1), Short, message => message as object).Should().Equal(4);
    }

    [Fact]
    public void One_message_can_be_fished_out()
    {
        TestActor.Tell(1);
        TestActor.Tell("bait");
        TestActor.Tell("fish");
        FishForMessage<string>(m => m == "fish").Should().Be("fish");
        ExpectNoMsg(Short);
        this.Invoking(t => t.FishForMessage(_ => false, Short, "whale")).Should().Throw<XunitException>().WithMessage("*whale*");
    }

    [Fact]
    public void A_message_can_be_looked_at()
    {
        TestActor.Tell("x");
        PeekOne().Should().Be("x");
        ReceiveOne(TimeSpan.Zero).Should().Be("x");
        ReceiveOne(TimeSpan.Zero).Should().BeNull();
        this.Invoking(t => t.LastMessage).Should().Throw<IllegalActorStateException>();
    }

    [Fact]
    public void Messages_can_be_ignored()
    {
        IgnoreMessages<int>(n => n > 1);
        TestActor.Tell(2);
        TestActor.Tell(1);
        ExpectMsg(1);
        IgnoreNoMessages();
        TestActor.Tell(2);
        ExpectMsg(2);
    }

    [Fact]
    public void A_task_that_is_cancelled_does_not_wait_any_longer()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        this.Invoking(t => t.ExpectMsg<string>(TimeSpan.FromMinutes(1), cancellationToken: cancelled.Token)).Should().Throw<Exception>();
    }
}
