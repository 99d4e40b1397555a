using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Reading;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using Enum = Com.Daml.Ledger.Api.V2.Enum;
using Record = Com.Daml.Ledger.Api.V2.Record;
using Value = Com.Daml.Ledger.Api.V2.Value;

namespace Canton.Ha.Actors.Tests.Ledger;

public class ValueRulesSpec
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("-1.5", true)]
    [InlineData("+0.", true)]
    [InlineData("12345678901234567890123456789012345678", true)]
    [InlineData("123456789012345678901234567890123456789", false)]
    [InlineData("", false)]
    [InlineData(".5", false)]
    [InlineData("1e3", false)]
    [InlineData("--1", false)]
    [InlineData("1,5", false)]
    public void A_numeric_has_a_sign_digits_and_a_point(string text, bool isRight)
    {
        var check = () => ValueRules.Check(new Value { Numeric = text });

        if (isRight)
            check.Should().NotThrow();
        else
            Refusal.IdOf(check).Should().Be("INVALID_ARGUMENT");
    }

    [Fact]
    public void Dates_and_times_are_in_the_years_1_to_9999()
    {
        ValueRules.Check(new Value { Date = -719_162 });
        ValueRules.Check(new Value { Date = 2_932_896 });
        ValueRules.Check(new Value { Timestamp = Micros.Max });
        Refusal.IdOf(() => ValueRules.Check(new Value { Date = -719_163 })).Should().Be("INVALID_ARGUMENT");
        Refusal.IdOf(() => ValueRules.Check(new Value { Date = 2_932_897 })).Should().Be("INVALID_ARGUMENT");
        Refusal.IdOf(() => ValueRules.Check(new Value { Timestamp = Micros.Max + 1 })).Should().Be("INVALID_ARGUMENT");
    }

    [Fact]
    public void A_value_without_content_is_missing() => Refusal.FieldOf(() => ValueRules.Check(new Value())).Should().Be("MISSING_FIELD value");

    [Fact]
    public void A_field_without_a_value_is_missing() =>
        Refusal.FieldOf(() => ValueRules.Check(new Record { Fields = { new RecordField { Label = "a" } } })).Should().Be("MISSING_FIELD value");

    [Fact]
    public void Labels_are_all_given_or_all_left_out()
    {
        ValueRules.Check(Wire.Record(("", Wire.Text("a")), ("", Wire.Text("b"))));
        Refusal.IdOf(() => ValueRules.Check(Wire.Record(("a", Wire.Text("a")), ("", Wire.Text("b"))))).Should().Be("COMMAND_PREPROCESSING_FAILED");
        Refusal.IdOf(() => ValueRules.Check(Wire.Record(("a", Wire.Text("a")), ("a", Wire.Text("b"))))).Should().Be("COMMAND_PREPROCESSING_FAILED");
    }

    [Fact]
    public void Keys_of_a_text_map_are_unique()
    {
        var map = new TextMap { Entries = { new TextMap.Types.Entry { Key = "a", Value = Wire.Text("1") }, new TextMap.Types.Entry { Key = "a", Value = Wire.Text("2") } } };

        Refusal.IdOf(() => ValueRules.Check(new Value { TextMap = map })).Should().Be("INVALID_ARGUMENT");
    }

    [Fact]
    public void A_text_has_no_zero_character() => Refusal.IdOf(() => ValueRules.Check(Wire.Text("a\0b"))).Should().Be("MALFORMED_TEXT");

    [Fact]
    public void A_value_is_as_deep_as_every_message_that_has_it_can_be_read_again()
    {
        foreach (var within in new Func<Value, Value>[] { InList, InRecord })
        {
            var deepest = Wire.Nothing;
            while (IsAccepted(within(deepest)))
                deepest = within(deepest);
            var seen = new Event { Exercised = new ExercisedEvent { ExerciseResult = deepest } };
            var page = new GetUpdatesPageResponse { Updates = { new GetUpdateResponse { Transaction = new Transaction { Events = { seen } } } } };

            GetUpdatesPageResponse.Parser.ParseFrom(page.ToByteString()).Should().Be(page);
            Refusal.IdOf(() => ValueRules.Check(within(deepest))).Should().Be("VALUE_NESTING");
        }

        static Value InList(Value value) => new() { List = new List { Elements = { value } } };
        static Value InRecord(Value value) => new() { Record = Wire.Record(("inner", value)) };
    }

    [Theory]
    [InlineData("alice!")]
    [InlineData("")]
    public void A_party_in_a_value_is_well_formed(string party) => Refusal.IdOf(() => ValueRules.Check(Wire.Party(party))).Should().Be("INVALID_ARGUMENT");

    [Fact]
    public void Whatever_is_well_formed_is_accepted_and_loses_only_names_when_it_is_shown_plainly() =>
        Prop.ForAll(Values().ToArbitrary(), value =>
        {
            ValueRules.Check(value);
            var plain = PlainValues.Of(value);
            PlainValues.Of(plain).Should().Be(plain);
            plain.ToString().Should().NotContainAny("label", "recordId", "enumId", "variantId");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_holds_something_malformed_is_refused() =>
        Prop.ForAll(Values().ToArbitrary(), value =>
        {
            var spoiled = new Value { List = new List { Elements = { value, new Value { Optional = new Optional { Value = Wire.Party("not a party!") } } } } };
            Refusal.IdOf(() => ValueRules.Check(spoiled)).Should().Be("INVALID_ARGUMENT");
        }).QuickCheckThrowOnFailure();

    /// <summary>Well-formed values of every kind.</summary>
    internal static Gen<Value> Values() => Gen.Sized(size => Values(Math.Min(size, 4)));

    private static Gen<Value> Values(int depth) => depth <= 0 ? Leaves() : Gen.OneOf(Leaves(), Inner(depth - 1));

    private static Gen<Value> Leaves() => Gen.OneOf(
        Gen.Constant(new Value { Unit = new Empty() }),
        Gen.Elements(true, false).Select(truth => new Value { Bool = truth }),
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => new Value { Int64 = (long)number * 3 }),
        Gen.Choose(-719_162, 2_932_896).Select(day => new Value { Date = day }),
        Gen.Choose(0, int.MaxValue).Select(time => new Value { Timestamp = time }),
        Gen.Elements("0", "-1.25", "99999999999999999999").Select(number => new Value { Numeric = number }),
        Gen.Elements("alice::1220aa", "bob::1220bb").Select(Wire.Party),
        Gen.Elements("", "text", "Zürich 🏦").Select(Wire.Text),
        Gen.Constant(new Value { ContractId = $"00{new string('c', 64)}" }),
        Gen.Elements("Red", "Green").Select(name => new Value { Enum = new Enum { Constructor = name, EnumId = Wire.Note } }));

    private static Gen<Value> Inner(int depth) => Gen.OneOf(
        Values(depth).Select(value => new Value { Optional = new Optional { Value = value } }),
        Gen.Constant(new Value { Optional = new Optional() }),
        Values(depth).ListOf(2).Select(values => new Value { List = new List { Elements = { values } } }),
        Values(depth).Select(value => new Value { Variant = new Variant { Constructor = "Some", Value = value } }),
        Values(depth).Select(value => new Value { TextMap = new TextMap { Entries = { new TextMap.Types.Entry { Key = "k", Value = value } } } }),
        Values(depth).Two().Select(pair => new Value { GenMap = new GenMap { Entries = { new GenMap.Types.Entry { Key = pair.Item1, Value = pair.Item2 } } } }),
        Values(depth).Two().Select(pair => new Value { Record = Wire.Record(("one", pair.Item1), ("two", pair.Item2)) }));

    private static bool IsAccepted(Value value)
    {
        try
        {
            ValueRules.Check(value);
            return true;
        }
        catch (CantonErrorException)
        {
            return false;
        }
    }
}
