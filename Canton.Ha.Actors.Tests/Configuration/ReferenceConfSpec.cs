using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Configuration.Hocon;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class ReferenceConfSpec
{
    private const string Own = "canton.participants.p1";
    private const string Synchronizer = "canton.synchronizers.s1";

    private static readonly string Text = ReadText();
    private static readonly HoconObject Tree = HoconReader.Real.ReadText(Text, "reference.conf");

    public static TheoryData<string, string> Keys()
    {
        var keys = new TheoryData<string, string>();
        foreach (var key in Leaves(Tree.Block("canton")))
            keys.Add("memory", $"canton.{key}");
        foreach (var key in Leaves(Tree.Block("node")))
            keys.Add("memory", $"{Own}.{key}");
        foreach (var key in Leaves(Tree.Block("participant")))
            keys.Add("memory", $"{Own}.{key}");
        foreach (var key in Leaves(Tree.Block("synchronizer-connection")))
            keys.Add("memory", $"{Own}.synchronizers.a1.{key}");
        foreach (var key in Leaves(Tree.Block("remote-participant")))
            keys.Add("memory", $"canton.remote-participants.r1.{key}");
        foreach (var key in Leaves(Tree.Block("node")).Concat(Leaves(Tree.Block("synchronizer"))))
            keys.Add("memory", $"{Synchronizer}.{key}");
        foreach (var (kind, defaults) in Tree.Block("storage-types").Fields)
            foreach (var key in Leaves((HoconObject)defaults))
                keys.Add(kind, $"{Own}.{key}");
        foreach (var key in Leaves(Tree.Block("profiles", "fast")))
            keys.Add("memory", $"{Own}.replication.{key}");
        return keys;
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Somebody_reads_every_key_and_says_when_its_value_cannot_be(string kind, string key)
    {
        var text = $"{Own}.storage.type = {kind}, {Synchronizer}.storage.type = memory\n{key} = [{{}}]";

        ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of(text).Load())
            .Should().Contain(problem => problem.StartsWith($"node.conf:2: {key} must be", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_profile_sets_the_same_keys()
    {
        var fast = Leaves(Tree.Block("profiles", "fast"));

        Tree.Block("profiles").Fields.Values.Should().AllSatisfy(profile => Leaves((HoconObject)profile).Should().Equal(fast));
        Tree.Block("profiles").Fields.Keys.Should().Equal("fast", "normal", "patient");
    }

    [Fact]
    public void Every_key_is_explained_by_one_sentence_in_the_line_above()
    {
        var lines = Text.Split('\n').TakeWhile(line => !line.StartsWith("  # The keys of the other profiles", StringComparison.Ordinal)).ToList();

        for (var i = 1; i < lines.Count; i++)
            if (lines[i].Contains(" = ") && !lines[i].TrimStart().StartsWith('#'))
                lines[i - 1].Trim().Should().MatchRegex(@"^# [A-Z][^\n]+\.$", "of {0}", lines[i].Trim());
    }

    private static IEnumerable<string> Leaves(HoconObject block) => block.Fields.SelectMany(field =>
        field.Value is HoconObject below ? Leaves(below).Select(key => $"{field.Key}.{key}") : [field.Key]);

    private static string ReadText()
    {
        using var reader = new StreamReader(typeof(CantonSettings).Assembly.GetManifestResourceStream("reference.conf")!);
        return reader.ReadToEnd();
    }
}
