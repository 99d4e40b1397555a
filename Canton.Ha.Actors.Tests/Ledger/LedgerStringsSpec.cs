using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public class LedgerStringsSpec
{
    private static readonly string s_hash = new('a', 64);

    [Theory]
    [InlineData("a.b_c:d-e#f/g h", true)]
    [InlineData("", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    [InlineData("a@b", false)]
    public void A_ledger_string_has_letters_digits_and_some_marks(string text, bool isRight) => LedgerStrings.IsLedgerString(text).Should().Be(isRight);

    [Theory]
    [InlineData("alice::1220ff", true)]
    [InlineData("Alice in Chains-_:", true)]
    [InlineData("alice.b", false)]
    [InlineData("", false)]
    public void A_party_has_letters_digits_spaces_colons_and_dashes(string text, bool isRight) => LedgerStrings.IsParty(text).Should().Be(isRight);

    [Theory]
    [InlineData("a@^$.!`-#+'~_|:()", true)]
    [InlineData("a b", false)]
    public void A_user_id_has_its_own_marks_and_no_space(string text, bool isRight) => LedgerStrings.IsUserId(text).Should().Be(isRight);

    [Theory]
    [InlineData("Transfer", true)]
    [InlineData("$x_1", true)]
    [InlineData("1x", false)]
    [InlineData("a-b", false)]
    public void A_name_does_not_begin_with_a_digit(string text, bool isRight) => LedgerStrings.IsName(text).Should().Be(isRight);

    [Theory]
    [InlineData("A.B.C", true)]
    [InlineData("A", true)]
    [InlineData("A..B", false)]
    [InlineData(".A", false)]
    [InlineData("", false)]
    public void A_dotted_name_is_made_of_names(string text, bool isRight) => LedgerStrings.IsDottedName(text).Should().Be(isRight);

    [Fact]
    public void Longest_texts_are_accepted_and_one_more_character_is_not()
    {
        Longest(255, LedgerStrings.IsLedgerString).Should().Be((true, false));
        Longest(255, LedgerStrings.IsParty).Should().Be((true, false));
        Longest(128, LedgerStrings.IsUserId).Should().Be((true, false));
        Longest(1000, LedgerStrings.IsName).Should().Be((true, false));
        Longest(64, LedgerStrings.IsPackageId).Should().Be((true, false));
        Longest(255, LedgerStrings.IsPackageName).Should().Be((true, false));
    }

    [Fact]
    public void A_contract_id_is_hex_of_either_version()
    {
        LedgerStrings.IsContractId($"00{s_hash}").Should().BeTrue();
        LedgerStrings.IsContractId($"00{s_hash}{new string('b', 188)}").Should().BeTrue();
        LedgerStrings.IsContractId($"00{s_hash}{new string('b', 190)}").Should().BeFalse();
        LedgerStrings.IsContractId($"00{s_hash[2..]}").Should().BeFalse();
        LedgerStrings.IsContractId($"01{s_hash}").Should().BeTrue();
        LedgerStrings.IsContractId($"01{s_hash}{s_hash}").Should().BeFalse();
        LedgerStrings.IsContractId($"02{s_hash}").Should().BeFalse();
        LedgerStrings.IsContractId($"00{s_hash[1..]}g").Should().BeFalse();
        LedgerStrings.IsContractId("").Should().BeFalse();
    }

    [Theory]
    [InlineData($"sync::1220{Wire.Hash}", true)]
    [InlineData($"sync::1220{Wire.Hash}::35-0", true)]
    [InlineData($"sync::1220{Wire.Hash}::dev-1", true)]
    [InlineData($"sync::1220{Wire.Hash}::35", false)]
    [InlineData($"sync::1220{Wire.Hash}::35-x", false)]
    [InlineData($"sync::1220{Wire.Hash}::35-0::1", false)]
    [InlineData($"sync::1221{Wire.Hash}", false)]
    [InlineData($"sync::1220{Wire.Hash}a", false)]
    [InlineData("sync::1220ab", false)]
    [InlineData("sync", false)]
    [InlineData($"::1220{Wire.Hash}", false)]
    [InlineData("sync::", false)]
    public void A_synchronizer_id_has_a_name_and_a_namespace(string text, bool isRight) => LedgerStrings.IsSynchronizerId(text).Should().Be(isRight);

    private static (bool Longest, bool Longer) Longest(int length, Func<string, bool> isRight) => (isRight(new string('a', length)), isRight(new string('a', length + 1)));
}
