using Akka.Configuration;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Configuration;

/// <summary>Parts of HOCON that the package refuses or misreads.</summary>
[Trait("BeyondPackage", "true")]
public sealed class HoconBeyondPackageSpec : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hocon").FullName;

    [Fact]
    public void An_optional_substitution_without_target_leaves_the_key_as_it_was()
    {
        var config = Parse("a = 1\na = ${?HOCON_NOT_SET}\nb = ${?HOCON_NOT_SET}\nc = x${?HOCON_NOT_SET}y\nd = [1, ${?HOCON_NOT_SET}]");
        config.GetInt("a").Should().Be(1);
        config.HasPath("b").Should().BeFalse();
        config.GetString("c").Should().Be("xy");
        config.GetIntList("d").Should().Equal(1);
    }

    [Fact]
    public void What_refers_to_nothing_is_nothing_itself()
    {
        var config = Parse("a = ${?HOCON_NOT_SET}\nb = ${?a}\nc { d = 1, d = ${?b} }");
        config.HasPath("b").Should().BeFalse();
        config.GetInt("c.d").Should().Be(1);
    }

    [Fact]
    public void The_environment_gives_what_the_text_does_not()
    {
        Environment.SetEnvironmentVariable("HOCON_SPEC_PORT", "5432");
        try
        {
            var config = Parse("a = 1\na = ${?HOCON_SPEC_PORT}\nb = ${HOCON_SPEC_PORT}0\nHOCON_SPEC_OTHER = 3\nc = ${HOCON_SPEC_OTHER}");
            config.GetInt("a").Should().Be(5432);
            config.GetInt("b").Should().Be(54320);
            config.GetInt("c").Should().Be(3);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOCON_SPEC_PORT", null);
        }
    }

    [Fact]
    public void Values_are_appended_to_an_array()
    {
        Parse("a += 1\na += 2").GetIntList("a").Should().Equal(1, 2);
        Parse("b = [1]\na = ${b}\na += 2").GetIntList("a").Should().Equal(1, 2);
        Parse("a { b = [x] }\na.b += y").GetStringList("a.b").Should().Equal("x", "y");
    }

    [Fact]
    public void A_value_that_refers_to_itself_sees_what_it_was()
    {
        Parse("path = a\npath = ${path}:b".Replace(":", "\":\"", StringComparison.Ordinal)).GetString("path").Should().Be("a:b");
        Parse("a = [1]\na = ${a} [2]\na = ${a} [3]").GetIntList("a").Should().Equal(1, 2, 3);
        Parse("a { x = 1 }\na = ${a} { y = ${a.x} }").GetInt("a.y").Should().Be(1);
    }

    [Fact]
    public void A_circle_is_refused() =>
        FluentActions.Invoking(() => Parse("a = ${b}\nb = ${a}")).Should().Throw<FormatException>();

    [Fact]
    public void Objects_are_joined_and_merged_with_what_a_substitution_brings()
    {
        var config = Parse("base { x = 1, in { p = 1 } }\na = ${base} { y = 2, in { q = 2 } }\nb = ${base}\nb.x = 5\nc = { x = 1 } { y = 2 }\nd { x = 9, z = 3 }\nd = ${base}");
        config.GetInt("a.x").Should().Be(1);
        config.GetInt("a.in.p").Should().Be(1);
        config.GetInt("a.in.q").Should().Be(2);
        config.GetInt("b.x").Should().Be(5);
        config.GetInt("base.x").Should().Be(1);
        config.GetInt("c.x").Should().Be(1);
        config.GetInt("c.y").Should().Be(2);
        config.GetInt("d.x").Should().Be(1);
        config.GetInt("d.z").Should().Be(3);
    }

    [Fact]
    public void Files_are_included_relative_to_the_including_file()
    {
        File("inner/deep.conf", "deep = ${top}");
        File("inner/mid.conf", "include \"deep\"\nmid = ${here}\nhere = 2");
        var main = File("main.conf", "");
        var config = Parse($"top = 1\nsection {{ include required(file(\"{main}\")) }}\nsection {{ include file(\"{Path.Combine(_directory, "inner/mid.conf")}\") }}");
        config.GetInt("section.deep").Should().Be(1);
        config.GetInt("section.mid").Should().Be(2);
    }

    [Fact]
    public void Only_a_required_file_has_to_be_there()
    {
        var missing = Path.Combine(_directory, "missing.conf");
        Parse($"include \"{missing}\"\na = 1").GetInt("a").Should().Be(1);
        FluentActions.Invoking(() => Parse($"a = 1\ninclude required(\"{missing}\")"))
            .Should().Throw<ConfigurationException>().WithMessage("*missing.conf*line 2, column 9*");
    }

    [Fact]
    public void A_file_does_not_include_itself()
    {
        var path = File("self.conf", "include \"self.conf\"");
        FluentActions.Invoking(() => Parse($"include \"{path}\"")).Should().Throw<ConfigurationException>().WithMessage("*includes itself*");
    }

    [Theory]
    [InlineData("a = 1\nb", 2, 1)]
    [InlineData("a = 1\n  b = ${x}", 2, 7)]
    [InlineData("a {\n  b = \"open\n}", 2, 7)]
    [InlineData("a = [1, 2", 1, 5)]
    [InlineData("a = 1 }\nb = 2", 2, 1)]
    [InlineData("a = \"\\q\"", 1, 6)]
    [InlineData("a = 1\n= 2", 2, 1)]
    public void An_error_says_where(string hocon, int line, int column) =>
        FluentActions.Invoking(() => Parse(hocon)).Should().Throw<FormatException>().WithMessage($"*line {line}, column {column}*");

    [Fact]
    public void An_error_in_an_include_names_the_file()
    {
        var path = File("broken.conf", "a = 1\nb = ${nowhere}");
        FluentActions.Invoking(() => Parse($"include \"{path}\"")).Should().Throw<FormatException>().WithMessage("*broken.conf, line 2, column 5*");
    }

    [Fact]
    public void Microseconds_have_a_short_name() => Parse("a = 500 us").GetTimeSpan("a").Should().Be(TimeSpan.FromMicroseconds(500));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    private string File(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
