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
    public void Files_in_a_row_mean_the_last_over_those_before_it() =>
        Prop.ForAll(Arb.From(Blocks(3)), Arb.From(Blocks(3)), Arb.From(Blocks(3)), (last, middle, first) =>
        {
            var files = new ConfigurationFiles().With("1", HoconText.Render(first)).With("2", HoconText.Render(middle)).With("3", HoconText.Render(last));
            HoconText.Render(files.Reader.Read(["1", "2", "3"], [])).Should().Be(HoconText.Render(last.Over(middle.Over(first))));
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
}
