using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Whatever members ask for, however often they resend it, wherever the clock goes and whichever transactions fail.</summary>
public sealed class TotalOrderProperty
{
    private const int Histories = 300;

    private static readonly string[] Names = ["alice", "bob", "carol"];

    [Fact]
    public void The_order_is_one_for_all_without_gaps_and_has_every_message_once() =>
        Prop.ForAll(Gen.ArrayOf(Rounds()).ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(60));

    private static Gen<OrderingRound> Rounds() =>
        from requests in Gen.ArrayOf(Requests())
        from clock in Gen.Choose(-200, 600)
        from isCommitted in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from isAnswered in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new OrderingRound(requests, clock, isCommitted, isAnswered);

    private static Gen<MemberRequest> Requests() =>
        from member in Gen.Elements(Names)
        from other in Gen.Elements(Names)
        from term in Gen.Choose(0, 4)
        from number in Gen.Choose(1, 30)
        from ahead in Gen.Choose(-100, 1100)
        from kind in Gen.Choose(0, 9)
        select kind switch
        {
            0 => new MemberRequest.Register(member, term),
            1 => new MemberRequest.Subscribe(member, term, 1 + number),
            2 => new MemberRequest.Acknowledge(member, 4, number),
            < 6 => new MemberRequest.Submit(member, 4 - (term / 3), [Messages.To(number, ahead, other)]),
            _ => (MemberRequest)new MemberRequest.Submit(member, 4 - (term / 3), [Messages.ToAll(number, ahead), Messages.To(number + 1, ahead, member, other)]),
        };

    private static void Holds(OrderingRound[] rounds)
    {
        var history = new OrderingHistory(Names);
        foreach (var round in rounds)
            history.Run(round);
        history.ShouldBeOneOrder();
    }
}
