using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class HoconIncludeSpec
{
    [Theory]
    [InlineData("include \"sub/a.conf\"")]
    [InlineData("include file(\"sub/a.conf\")")]
    [InlineData("include required(\"sub/a.conf\")")]
    [InlineData("include required( file( \"sub/a.conf\" ) )")]
    public void Includes_a_file_in_every_notation(string statement) =>
        Including(statement + "\nb = 2").With("sub/a.conf", "a = 1, b = 1").Read().Should().Be("a = 1\nb = 2\n");

    [Fact]
    public void A_file_is_named_relative_to_the_one_that_includes_it() =>
        Including("include \"sub/a.conf\"").With("sub/a.conf", "include \"b.conf\"").With("sub/b.conf", "b = 1").Read().Should().Be("b = 1\n");

    [Theory]
    [InlineData("include \"none.conf\"\nb = 2")]
    [InlineData("include file(\"none.conf\")\nb = 2")]
    public void An_optional_file_need_not_be_there(string text) => Including(text).Read().Should().Be("b = 2\n");

    [Fact]
    public void A_file_included_in_a_block_means_that_block_first() =>
        Including("x = outside\nz = 5\nblock { include \"a.conf\" }")
            .With("a.conf", "x = inside\ny = ${x}\nw = ${z}\nlist += 1\nlist += 2")
            .Read().Should().Be("x = outside\nz = 5\nblock {\n  x = inside\n  y = inside\n  w = 5\n  list = [1, 2]\n}\n");

    [Fact]
    public void The_same_file_may_be_included_twice() =>
        Including("a { include \"x.conf\" }\nb { include \"x.conf\" }").With("x.conf", "x = 1").Read()
            .Should().Be("a {\n  x = 1\n}\nb {\n  x = 1\n}\n");

    [Fact]
    public void A_required_file_that_is_missing_is_named_with_the_place_that_wants_it() =>
        ProblemsOf(Including("a = 1\n  include required(\"none.conf\")"))
            .Should().Equal($"node.conf:2:3: the included file \"none.conf\" does not exist (looked for {Path.GetFullPath("none.conf")}).");

    [Fact]
    public void Files_that_include_each_other_are_refused() =>
        ProblemsOf(Including("include \"a.conf\"").With("a.conf", "\ninclude \"node.conf\""))
            .Should().Equal("a.conf:2:1: the file \"node.conf\" includes itself: node.conf -> a.conf -> node.conf.");

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var reader = new Canton.Ha.Actors.Configuration.Hocon.HoconReader(_ => throw new UnauthorizedAccessException("Permission denied."), _ => null);

        ConfigurationFiles.ProblemsOf(() => reader.Read(["secret.conf"], []))
            .Should().Equal("secret.conf:1:1: the file \"secret.conf\" cannot be read: Permission denied.");
    }

    private static ConfigurationFiles Including(string text) => ConfigurationFiles.Of(text);

    private static IReadOnlyList<string> ProblemsOf(ConfigurationFiles files) => ConfigurationFiles.ProblemsOf(() => files.Read());
}
