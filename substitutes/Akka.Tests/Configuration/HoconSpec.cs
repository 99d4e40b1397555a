using Akka.Configuration;
using Akka.Configuration.Hocon;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Configuration;

public class HoconSpec
{
    [Theory]
    [InlineData("3.14 = 42", "3.14")]
    [InlineData("3 { 14 = 42 }", "3.14")]
    [InlineData("a b c : 42", "a b c")]
    [InlineData("\"a.b\".c = 42", "\"a.b\".c")]
    [InlineData("{ a { b : 42 } }", "a.b")]
    [InlineData("a.b { c = 1 }\na.b.d = 42", "a.b.d")]
    [InlineData("a { b = 1 }\na.b = 42", "a.b")]
    public void Keys_are_paths(string hocon, string path) => Parse(hocon).GetInt(path).Should().Be(42);

    [Theory]
    [InlineData("a = Hello there # comment", "Hello there")]
    [InlineData("a = Hello // comment", "Hello")]
    [InlineData("a = \"x # y // z\"", "x # y // z")]
    [InlineData("a = \" x \"", "x")]
    [InlineData("a = \"x # to the end", "x # to the end")]
    [InlineData("a = \"tab\\tquote\\\"\\u0041\"", "tab\tquote\"A")]
    [InlineData("a = \"\"\"C:\\Dev\\file\nsecond line\"\"\"", "C:\\Dev\\file\nsecond line")]
    [InlineData("b = 1\na = ${b}23", "123")]
    [InlineData("a = Hello ${b.name} ${b.name}\nb { name = Roger }", "Hello Roger Roger")]
    [InlineData("a = 127.0.0.1,", "127.0.0.1")]
    [InlineData("a =\n  later", "later")]
    public void Text_is_what_was_written(string hocon, string expected) => Parse(hocon).GetString("a").Should().Be(expected);

    [Fact]
    public void Null_is_no_text()
    {
        Parse("a = null").GetString("a").Should().BeNull();
        Parse("a = null").HasPath("a").Should().BeTrue();
    }

    [Fact]
    public void Arrays_take_commas_or_lines_and_are_joined()
    {
        Parse("a = [1, 2, 3]").GetIntList("a").Should().Equal(1, 2, 3);
        Parse("a = [\n 1\n 2 # two\n 3\n]").GetIntList("a").Should().Equal(1, 2, 3);
        Parse("a = [1,2] [3,4]").GetIntList("a").Should().Equal(1, 2, 3, 4);
        Parse("b = [1,2]\na = ${b} [3]").GetIntList("a").Should().Equal(1, 2, 3);
        Parse("a = [x y, z]").GetStringList("a").Should().Equal("x y", "z");
        Parse("a = [{ b = 1 }, { b = 2 }]").GetValue("a").GetArray().Select(m => m.GetObject().GetKey("b").GetInt()).Should().Equal(1, 2);
    }

    [Fact]
    public void Later_values_win_and_objects_are_merged()
    {
        var config = Parse("a { b = 1, c { d = 2 } }\na { b = 3, c { e = 4 } }\nx = 1\nx = { y = 2 }");
        config.GetInt("a.b").Should().Be(3);
        config.GetInt("a.c.d").Should().Be(2);
        config.GetInt("a.c.e").Should().Be(4);
        config.GetInt("x.y").Should().Be(2);
    }

    [Fact]
    public void A_scalar_takes_the_place_of_an_object()
    {
        var config = Parse("a.b = 1\na = null\na.c = 3");
        config.GetString("a.b").Should().BeNull();
        config.GetInt("a.c").Should().Be(3);
    }

    [Fact]
    public void A_substitution_sees_the_last_value_and_may_be_an_object()
    {
        var config = Parse("c { d = ${a} }\na { b = 1 }\na.b = 2");
        config.GetConfig("c.d").GetInt("b").Should().Be(2);
    }

    [Theory]
    [InlineData("10 s", 10_000)]
    [InlineData("0.05s", 50)]
    [InlineData("3 minutes", 180_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("250ms", 250)]
    [InlineData("250", 250)]
    [InlineData("2000000 ns", 2)]
    [InlineData("3000 micros", 3)]
    [InlineData("infinite", -1)]
    public void Durations_have_units(string text, int milliseconds) =>
        Parse($"a = {text}").GetTimeSpan("a").Should().Be(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("10", 10L)]
    [InlineData("10b", 10L)]
    [InlineData("10 kB", 10_000L)]
    [InlineData("10K", 10_240L)]
    [InlineData("10 MiB", 10_485_760L)]
    [InlineData("1 GB", 1_000_000_000L)]
    [InlineData("2 tebibytes", 2_199_023_255_552L)]
    public void Sizes_have_units(string text, long bytes) => Parse($"a = {text}").GetByteSize("a").Should().Be(bytes);

    [Fact]
    public void What_has_no_such_unit_is_malformed()
    {
        Parse("a = 10 apples").Invoking(c => c.GetByteSize("a")).Should().Throw<FormatException>();
        Parse("a = 10 apples").Invoking(c => c.GetTimeSpan("a")).Should().Throw<FormatException>();
        Parse("a = -5").Invoking(c => c.GetTimeSpan("a")).Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Truth_values_have_two_names_each(string text, bool expected) => Parse($"a = {text}").GetBoolean("a").Should().Be(expected);

    [Fact]
    public void Anything_else_is_no_truth_value() =>
        Parse("a = maybe").Invoking(c => c.GetBoolean("a")).Should().Throw<NotSupportedException>();

    [Fact]
    public void Numbers_are_read_whatever_the_culture()
    {
        var config = Parse("a = 1.5\nb = 12345678901");
        config.GetDouble("a").Should().Be(1.5);
        config.GetFloat("a").Should().Be(1.5f);
        config.GetDecimal("a").Should().Be(1.5m);
        config.GetLong("b").Should().Be(12345678901);
    }

    [Fact]
    public void Json_is_hocon()
    {
        var config = Parse("""{ "a" : { "b" : [1, 2], "c" : "x", "d" : null, "e" : true } }""");
        config.GetIntList("a.b").Should().Equal(1, 2);
        config.GetString("a.c").Should().Be("x");
        config.GetString("a.d").Should().BeNull();
        config.GetBoolean("a.e").Should().BeTrue();
    }

    [Fact]
    public void An_include_stands_for_what_the_callback_returns()
    {
        var asked = new List<string>();
        var config = ConfigurationFactory.ParseString("a {\n  include \"other\"\n  x = 2\n}", name =>
        {
            asked.Add(name);
            return Parser.Parse("x = 1\ny = ${z}\nz = 7", null);
        });
        asked.Should().Equal("other");
        config.GetInt("a.x").Should().Be(2);
        config.GetInt("a.y").Should().Be(7);
    }

    [Fact]
    public void An_address_without_quotes_is_refused() =>
        FluentActions.Invoking(() => Parse("a = akka.tcp://Cluster@127.0.0.1:4053")).Should().Throw<ConfigurationException>();

    [Theory]
    [InlineData("a = ${b}", "b")]
    [InlineData("a = x\n*", "*")]
    [InlineData("a = \"\\x\"", "x")]
    public void Malformed_text_is_refused(string hocon, string named) =>
        FluentActions.Invoking(() => Parse(hocon)).Should().Throw<FormatException>().WithMessage($"*{named}*");

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
