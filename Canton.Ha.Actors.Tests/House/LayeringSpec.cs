using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.House;

public class LayeringSpec
{
    private static readonly IReadOnlyList<SourceFile> Node = SourceFile.Below("Canton.Ha.Actors", ".cs");

    [Fact]
    public void No_folder_uses_a_folder_to_its_right() => Layering.Violations(Node).Should().BeEmpty();

    [Fact]
    public void Every_folder_has_its_place_in_the_order() => Layering.Strangers(Node).Should().BeEmpty();

    [Theory]
    [InlineData("using Canton.Ha.Actors.Node;")]
    [InlineData("    private readonly Canton.Ha.Actors.Node.CantonNode _node;")]
    [InlineData("    private readonly Node.CantonNode _node;")]
    public void A_use_of_a_folder_to_the_right_is_found(string line) =>
        Layering.Violations([Source("Node/CantonNode.cs", "public sealed class CantonNode"), Source("Locking/LockHolder.cs", line)])
            .Should().Equal($"Canton.Ha.Actors/Locking/LockHolder.cs:1: {line.Trim()} -> Locking may not use Node");

    [Theory]
    [InlineData("using Canton.Ha.Actors.Locking;")]
    [InlineData("if (participant.Locking.LockId is 5 || Node.First is 6)")]
    public void Other_uses_are_allowed(string line) =>
        Layering.Violations([Source("Locking/LockId.cs", "public static class LockId"), Source("Storage/WritePool.cs", line)]).Should().BeEmpty();

    private static SourceFile Source(string path, string line) => new($"Canton.Ha.Actors/{path}", [line]);
}
