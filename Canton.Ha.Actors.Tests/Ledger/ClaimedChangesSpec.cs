using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Deduplication;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class ClaimedChangesSpec
{
    private static readonly ChangeId s_change = new("user", "c1", PartySet.Of("alice"));

    [Fact]
    public void A_change_is_made_by_one_submission_at_a_time()
    {
        var claims = new ClaimedChanges(10);
        claims.Claim(s_change, "s1");

        var refusal = Refusal.Of(() => claims.Claim(s_change with { }, "s2"));

        refusal.Code.Id.Should().Be("SUBMISSION_ALREADY_IN_FLIGHT");
        refusal.Facts.Should().Contain(KeyValuePair.Create("existing_submission_id", "s1"));
        claims.Release(s_change);
        claims.Claim(s_change, "s3");
    }

    [Fact]
    public void More_than_there_may_be_is_back_pressure()
    {
        var claims = new ClaimedChanges(1);
        claims.Claim(s_change, "s1");

        Refusal.IdOf(() => claims.Claim(s_change with { CommandId = "c2" }, "s2")).Should().Be("PARTICIPANT_BACKPRESSURE");
    }
}
