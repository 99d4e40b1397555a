using Canton.Ha.Actors.Configuration.Hocon;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class HoconPropertiesSpec
{
    private static readonly Origin Anywhere = new("generated", 1, 1);

    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.Elements("a", "b", "c", "d", "a.b", "null", "include", "true", "1", "${x}", "#", "//", " padded ", "", "\"", "\\", "\n", "\u0001", "ä€😀"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));

    [Fact]
    public void What_is_written_reads_as_the_same_tree() =>
        Prop.ForAll(Arb.From(Gen.Sized(size => Blocks(Math.Min(size / 8, 4)))), tree =>
        {
            var text = HoconText.Render(tree);
            var read = ConfigurationFiles.Of(text).Reader.Read(["node.conf"], []);
            read.Should().BeEquivalentTo(tree, same => same.RespectingRuntimeTypes().Excluding(member => member.Name == nameof(HoconNode.Origin)));
            HoconText.Render(read).Should().Be(text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merging_is_associative() =>
        Prop.ForAll(Arb.From(Blocks(3)), Arb.From(Blocks(3)), Arb.From(Blocks(3)), (a, b, c) =>
            Sorted(a.Over(b).Over(c)).Should().Be(Sorted(a.Over(b.Over(c))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Files_in_a_row_mean_the_same_as_one_over_the_other() =>
        Prop.ForAll(Arb.From(Blocks(3)), Arb.From(Blocks(3)), (upper, lower) =>
        {
            var files = ConfigurationFiles.Of(HoconText.Render(lower)).With("more.conf", HoconText.Render(upper));
            HoconText.Render(files.Reader.Read(["node.conf", "more.conf"], [])).Should().Be(HoconText.Render(upper.Over(lower)));
        }).QuickCheckThrowOnFailure();

    private static Gen<HoconObject> Blocks(int depth) =>
        from count in Gen.Choose(0, 4)
        from keys in Words.ArrayOf(count)
        from values in Values(depth).ArrayOf(count)
        select new HoconObject(Anywhere, new OrderedDictionary<string, HoconNode>(
            keys.Zip(values, KeyValuePair.Create).DistinctBy(field => field.Key)));

    private static Gen<HoconNode> Values(int depth)
    {
        var scalars = Gen.OneOf(Words.Select(text => (HoconNode)new HoconScalar(Anywhere, text)), Gen.Constant((HoconNode)new HoconScalar(Anywhere, null)));
        if (depth == 0)
            return scalars;
        var lists = Gen.Choose(0, 3).SelectMany(count => Values(depth - 1).ArrayOf(count)).Select(elements => (HoconNode)new HoconArray(Anywhere, elements));
        return Gen.OneOf(scalars, lists, Blocks(depth - 1).Select(block => (HoconNode)block));
    }

    private static string Sorted(HoconObject block) => HoconText.Render(Ordered(block));

    private static HoconObject Ordered(HoconObject block) =>
        new(Anywhere, new OrderedDictionary<string, HoconNode>(block.Fields
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, field.Value is HoconObject below ? Ordered(below) : field.Value))));
}
