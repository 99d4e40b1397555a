using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Ledger.V1;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class CertifierSpec
{
    private static readonly CertificationRules s_rules = new(Window: 1_000, LedgerTimeTolerance: 500, SequencingTimeout: 400);
    private static readonly ContractId s_one = ContractId.For(TransactionSeed.New(), 1);
    private static readonly ContractId s_two = ContractId.For(TransactionSeed.New(), 2);

    private readonly Certifier _certifier = new(s_rules, CertifierState.Initial);

    [Fact]
    public void The_second_of_two_archivals_is_rejected_and_names_the_contract()
    {
        Verdict(110, Claim(view: 100, consumed: [s_one])).Should().BeNull();

        Verdict(120, Claim(view: 100, consumed: [s_one])).Should().Be("LOCAL_VERDICT_INACTIVE_CONTRACTS");
        Reason(130, Claim(view: 100, consumed: [s_two, s_one])).Resources.Should().ContainSingle().Which.Name.Should().Be(s_one.ToString());
    }

    [Fact]
    public void What_only_needs_a_contract_is_rejected_when_it_is_consumed_and_keeps_nobody_from_using_it()
    {
        Verdict(110, Claim(view: 100, used: [s_one])).Should().BeNull();
        Verdict(120, Claim(view: 100, used: [s_one])).Should().BeNull();
        Verdict(130, Claim(view: 100, consumed: [s_one])).Should().BeNull();
        Verdict(140, Claim(view: 120, used: [s_one])).Should().Be("LOCAL_VERDICT_INACTIVE_CONTRACTS");
    }

    [Fact]
    public void What_was_rejected_consumes_nothing()
    {
        Verdict(110, Claim(view: 100, consumed: [s_one])).Should().BeNull();
        Verdict(120, Claim(view: 100, consumed: [s_one, s_two])).Should().NotBeNull();
        Verdict(130, Claim(view: 100, consumed: [s_two])).Should().BeNull();
    }

    [Fact]
    public void A_consumption_that_the_submitter_knew_of_is_his_own_affair() // Its activeness was checked at the view.
    {
        Verdict(110, Claim(view: 100, consumed: [s_one])).Should().BeNull();
        Verdict(120, Claim(view: 110, consumed: [s_one])).Should().BeNull();
    }

    [Theory]
    [InlineData(1_100, null)]
    [InlineData(1_101, "LOCAL_VERDICT_TIMEOUT")]
    public void A_view_from_before_the_window_is_too_old(long at, string? verdict) => Verdict(at, Claim(view: 100, effectiveAt: at)).Should().Be(verdict);

    [Fact]
    public void A_view_of_the_future_is_no_view() => Verdict(110, Claim(view: 110)).Should().Be("LOCAL_VERDICT_TIMEOUT");

    [Fact]
    public void Sequenced_after_its_time_it_is_too_late()
    {
        var claim = Claim(view: 100);
        claim.LatestSequencingTime = 150;

        Verdict(150, claim).Should().BeNull();
        Verdict(151, claim).Should().Be("LOCAL_VERDICT_TIMEOUT");
    }

    [Theory]
    [InlineData(610, null)]
    [InlineData(611, "LOCAL_VERDICT_LEDGER_TIME_OUT_OF_BOUND")]
    [InlineData(-390, null)]
    [InlineData(-391, "LOCAL_VERDICT_LEDGER_TIME_OUT_OF_BOUND")]
    public void Ledger_time_is_near_the_time_of_sequencing(long effectiveAt, string? verdict) =>
        Verdict(110, Claim(view: 100, effectiveAt: effectiveAt)).Should().Be(verdict);

    [Fact]
    public void What_was_made_before_the_topology_changed_is_rejected()
    {
        _certifier.BeginEpoch(105);

        Verdict(110, Claim(view: 104)).Should().Be("LOCAL_VERDICT_TOPOLOGY_CHANGED");
        Verdict(111, Claim(view: 105)).Should().BeNull();
    }

    [Fact]
    public void Memory_is_of_the_last_window_only()
    {
        for (var time = 1_000; time < 11_000; time += 10)
            Verdict(time, Claim(view: time - 5, consumed: [ContractId.For(TransactionSeed.New(), time)])).Should().BeNull();

        _certifier.Remembered.Should().Be(100);
        _certifier.Advance(20_000);
        _certifier.Remembered.Should().Be(0);
    }

    [Fact]
    public void A_new_active_asks_the_store_only_about_views_from_before_it()
    {
        Verdict(110, Claim(view: 100, consumed: [s_one])).Should().BeNull();
        var successor = new Certifier(s_rules, _certifier.State);

        successor.NeedsStore(120, Claim(view: 110)).Should().BeFalse();
        successor.NeedsStore(120, Claim(view: 105)).Should().BeTrue();
        successor.NeedsStore(1_106, Claim(view: 105)).Should().BeFalse("it is too old anyway");
        successor.Learn([new Consumption(s_one, 110)]);
        successor.Certify(120, Claim(view: 105, consumed: [s_one])).IsAcceptance.Should().BeFalse();
    }

    [Fact]
    public void Submissions_end_before_their_view_is_too_old()
    {
        s_rules.LatestSequencingTime(now: 200, view: 150).Should().Be(600);
        s_rules.LatestSequencingTime(now: 900, view: 150).Should().Be(1_150);
        s_rules.IsFresh(view: 150, now: 749).Should().BeTrue();
        s_rules.IsFresh(view: 150, now: 750).Should().BeFalse();
    }

    private static Claim Claim(long view, ContractId[]? consumed = null, ContractId[]? used = null, long effectiveAt = 110)
    {
        var claim = new Claim { View = view, EffectiveAt = view > 600 ? view : effectiveAt, LatestSequencingTime = Micros.Max };
        claim.Consumed.AddRange((consumed ?? []).Select(id => id.ToByteString()));
        claim.Used.AddRange((used ?? []).Select(id => id.ToByteString()));
        return claim;
    }

    private string? Verdict(long at, Claim claim) => (_certifier.Certify(at, claim) as Verdict.Rejected)?.Reason.Code.Id;

    private CantonError Reason(long at, Claim claim) => ((Verdict.Rejected)_certifier.Certify(at, claim)).Reason;
}
