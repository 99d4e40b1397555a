using System.Text.RegularExpressions;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.House;

public class HouseRulesSpec
{
    private const int LinesMax = 250;

    private static readonly IReadOnlyList<SourceFile> Node = SourceFile.Below("Canton.Ha.Actors", ".cs");
    private static readonly IReadOnlyList<SourceFile> Tests = [.. SourceFile.Below("Canton.Ha.Actors.Tests", ".cs").Where(source => source.Layer != "House")];
    private static readonly IReadOnlyList<SourceFile> Others = [.. Substitutes(), .. SourceFile.Below("benchmarks", ".cs")];
    private static readonly IReadOnlyList<SourceFile> Documents = [.. SourceFile.Below("docs", ".md"), .. SourceFile.Below("hocon", ".conf")];

    [Fact]
    public void No_file_is_longer_than_a_person_can_hold_in_mind() =>
        Everything().Where(source => source.Lines.Count > LinesMax).Select(source => $"{source.Path}: {source.Lines.Count} lines").Should().BeEmpty();

    [Theory]
    [InlineData("comments that tell what comes next", @"^\s*//\s*(First|Now|Then|Next|Finally|Check (if|whether)|Get the|Set the|Initialize|Return|Loop|Iterate|Call|Send the|Add the|Update the|Start the|Stop the|Handle the|Increment)\b")]
    [InlineData("history and leftovers in comments", @"//.*\b(GH-[0-9]+|#[0-9]{3,}|[Pp]reviously|was changed|refactored|as requested|new approach|old (code|behaviou?r)|TODO|FIXME|HACK|for now|placeholder)\b")]
    [InlineData("what is not there", @"NotImplementedException")]
    [InlineData("regions", @"^\s*#region\b")]
    public void No_source_has(string what, string pattern) => Matches(Node.Concat(Tests).Concat(Others), pattern).Should().BeEmpty("there must be no {0}", what);

    [Theory]
    [InlineData("names that say nothing", @"\b(class|record|interface)\s+\w+(Helpers?|Utils?|Wrapper|Processor|Common|Info|Data)\b")]
    [InlineData("clocks and waits", @"DateTime(Offset)?\.(Utc)?Now|Thread\.Sleep|GetAwaiter\(\)\.GetResult")]
    public void The_node_has_no(string what, string pattern) => Matches(Node, pattern).Should().BeEmpty("there must be no {0}", what);

    [Theory]
    [InlineData("banners", @"//\s*(Arrange|Act|Assert)\b")]
    [InlineData("skipped tests", @"\bSkip\s*=")]
    [InlineData("sleeps", @"Thread\.Sleep|Task\.Delay\(")]
    [InlineData("mocks", @"Substitute\.For|\.Received\(|\bMock<")]
    public void The_tests_have_no(string what, string pattern) => Matches(Tests, pattern).Should().BeEmpty("there must be no {0}", what);

    [Fact]
    public void Nobody_praises_himself() =>
        Matches(Everything().Concat(Documents), @"\b([Rr]obust|[Cc]omprehensive|[Ss]eamless|[Pp]roduction-ready|[Ee]nterprise-grade|[Bb]est practice)").Should().BeEmpty();

    [Fact]
    public void The_root_has_no_documents_but_the_usual_ones() =>
        Directory.GetFiles(Repository.Root, "*.md").Select(Path.GetFileName).Except(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]).Should().BeEmpty();

    /// <summary>Without the one file that throws what a package throws for members that a derived class has to override.</summary>
    private static IEnumerable<SourceFile> Substitutes() =>
        SourceFile.Below("substitutes", ".cs").Where(source => source.Path != "substitutes/Grpc.Core.Api/Internal/NotOverridden.cs");

    private static IEnumerable<SourceFile> Everything() => Node.Concat(Tests).Concat(Others);

    private static IEnumerable<string> Matches(IEnumerable<SourceFile> sources, string pattern)
    {
        var searched = new Regex(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return sources.SelectMany(source => source.PlacedLines()).Where(line => searched.IsMatch(line.Text)).Select(line => line.Place);
    }
}
