using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Ledger.V1;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Whatever is sequenced, with whatever view: every member decides as the definition says, restarted or not, early or late.</summary>
public class CertificationProperty
{
    private const int Schedules = 500;
    private const int ContractsMax = 6;

    private static readonly CertificationRules s_rules = new(Window: 100, LedgerTimeTolerance: 1_000_000, SequencingTimeout: 50);
    private static readonly ContractId[] s_contracts = [.. Enumerable.Range(0, ContractsMax).Select(number => ContractId.For(TransactionSeed.New(), number))];

    [Fact]
    public void All_members_decide_as_the_definition_says() =>
        Prop.ForAll(Sequenced().ArrayOf().ToArbitrary(), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(Schedules).WithEndSize(120));

    private static Gen<Sequenced> Sequenced() =>
        from pause in Gen.Frequency((8, Gen.Choose(1, 10)), (1, Gen.Choose(50, 200)))
        from age in Gen.Frequency((8, Gen.Choose(1, 60)), (1, Gen.Choose(90, 120)))
        from consumed in Gen.SubListOf(Enumerable.Range(0, ContractsMax)).Where(chosen => chosen.Count < 3)
        from used in Gen.SubListOf(Enumerable.Range(0, ContractsMax)).Where(chosen => chosen.Count < 2)
        from isEpoch in Gen.Frequency((15, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isRestart in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Sequenced(pause, age, [.. consumed], [.. used], isEpoch, isRestart);

    private static void Agree(Sequenced[] schedule)
    {
        var steady = new Member();
        var restarted = new Member();
        var late = new List<Member>();
        var history = new List<(long At, Sequenced What, bool IsAccepted)>();
        var at = 0L;
        foreach (var sequenced in schedule)
        {
            at += sequenced.Pause;
            if (sequenced.IsRestart)
                restarted.Restart();
            if (sequenced.IsEpoch)
                late.Add(new Member());

            var expected = sequenced.IsEpoch || ByDefinition(at, sequenced, history);
            foreach (var member in late.Append(steady).Append(restarted))
                member.Decide(at, sequenced).Should().Be(expected);
            history.Add((at, sequenced, expected));
        }
    }

    /// <summary>Rule by rule over everything that ever happened.</summary>
    private static bool ByDefinition(long at, Sequenced sequenced, List<(long At, Sequenced What, bool IsAccepted)> history)
    {
        var view = at - sequenced.Age;
        var between = history.Where(earlier => earlier.At > view).ToList();
        return sequenced.Age <= s_rules.Window
            && !between.Exists(earlier => earlier.What.IsEpoch)
            && !between.Exists(earlier => earlier.IsAccepted && earlier.What.Consumed.Intersect(sequenced.Consumed.Concat(sequenced.Used)).Any());
    }

    /// <summary>A member with its store.</summary>
    private sealed class Member
    {
        private readonly List<Consumption> _stored = [];
        private Certifier _certifier = new(s_rules, CertifierState.Initial);

        public void Restart() => _certifier = new Certifier(s_rules, _certifier.State);

        public bool Decide(long at, Sequenced sequenced)
        {
            if (sequenced.IsEpoch)
            {
                _certifier.BeginEpoch(at);
                return true;
            }

            var claim = ClaimOf(at, sequenced);
            if (_certifier.NeedsStore(at, claim))
                _certifier.Learn(_stored.Where(consumption => claim.Consumed.Concat(claim.Used).Contains(consumption.Contract.ToByteString())));
            var isAccepted = _certifier.Certify(at, claim).IsAcceptance;
            if (isAccepted)
                _stored.AddRange(sequenced.Consumed.Select(number => new Consumption(s_contracts[number], at)));
            _stored.RemoveAll(consumption => consumption.At <= at - s_rules.Window);
            return isAccepted;
        }

        private static Claim ClaimOf(long at, Sequenced sequenced)
        {
            var claim = new Claim { View = at - sequenced.Age, EffectiveAt = at, LatestSequencingTime = Micros.Max };
            claim.Consumed.AddRange(sequenced.Consumed.Select(number => s_contracts[number].ToByteString()));
            claim.Used.AddRange(sequenced.Used.Select(number => s_contracts[number].ToByteString()));
            return claim;
        }
    }
}

/// <summary>Something sequenced.</summary>
/// <param name="Pause">Time since the one before.</param>
/// <param name="Age">Of its view.</param>
/// <param name="Consumed">Numbers of contracts.</param>
/// <param name="Used">Numbers of contracts.</param>
/// <param name="IsEpoch">A member registers, and nothing is claimed.</param>
/// <param name="IsRestart">One member loses its memory before it.</param>
internal sealed record Sequenced(long Pause, long Age, int[] Consumed, int[] Used, bool IsEpoch, bool IsRestart);
