using Canton.Ha.Actors.Shell;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public class CommandTextProperty
{
    [Fact]
    public void Whatever_is_quoted_comes_out_as_it_went_in() => Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
    {
        var read = CommandText.Of($"name({Quoted(first.Get)}, {Quoted(second.Get)})");
        read.Mistake.Should().BeNull();
        read.Arguments.Should().Equal(new Argument.Text(first.Get), new Argument.Text(second.Get));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_line_is_too_strange_to_be_taken_apart() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((before, after) => CommandText.Of($"{before.Get}({after.Get}").Arguments.Should().NotBeNull()).QuickCheckThrowOnFailure();

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
