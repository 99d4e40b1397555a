using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class HoconSyntaxSpec
{
    [Theory]
    [InlineData("a = 1\n}", "node.conf:2:1: this brace closes nothing.")]
    [InlineData("{a = 1} b", "node.conf:1:9: nothing may follow the closing brace, but 'b' does.")]
    [InlineData("a {\n b = 1", "node.conf:1:3: the bracket that opens here is never closed with }.")]
    [InlineData("a = [1,\n 2", "node.conf:1:5: the bracket that opens here is never closed with ].")]
    [InlineData("a = [1}", "node.conf:1:7: a value must stand here, but '}' does.")]
    [InlineData("[1]", "node.conf:1:1: a configuration is a block of keys, not a list.")]
    [InlineData("a", "node.conf:1:2: the key a must be followed by =, : or {, but is followed by the end of the text.")]
    [InlineData("a.b ]", "node.conf:1:5: the key a.b must be followed by =, : or {, but is followed by ']'.")]
    [InlineData("= 1", "node.conf:1:1: a key must stand here, but '=' does.")]
    [InlineData("a..b = 1", "node.conf:1:3: a key must stand here, but '.' does.")]
    [InlineData("a = ", "node.conf:1:5: a value must stand here, but the end of the text does.")]
    [InlineData("a = 1,,", "node.conf:1:7: a key must stand here, but ',' does.")]
    [InlineData("a = {b = 1} c = 2", "node.conf:1:15: '=' may stand in a text only within quotes.")]
    [InlineData("a = {b = {} \"c\" = 1}", "node.conf:1:17: '=' may stand in a text only within quotes.")]
    [InlineData("a = http://x", "node.conf:1:9: ':' may stand in a text only within quotes.")]
    [InlineData("a = p@ss", "node.conf:1:6: '@' may stand in a text only within quotes.")]
    [InlineData("a = \"x\nb = 1", "node.conf:1:5: the quote that opens here is not closed on its line.")]
    [InlineData("a = \"\"\"x", "node.conf:1:5: the triple quote that opens here is not closed.")]
    [InlineData("a = \"\\x\"", "node.conf:1:7: \\ may be followed by one of \" \\ / b f n r t u, but not by 'x'.")]
    [InlineData("a = \"\\u12g4\"", "node.conf:1:10: \\u must be followed by four hexadecimal digits.")]
    [InlineData("a = ${b", "node.conf:1:8: a substitution must end with }, but the end of the text stands here.")]
    [InlineData("a = ${}", "node.conf:1:7: a key must stand here, but '}' does.")]
    [InlineData("a = [{b += 1}]", "node.conf:1:11: += cannot be used inside a list.")]
    [InlineData("include x", "node.conf:1:9: include must be followed by \"file\", file(\"file\"), required(\"file\") or required(file(\"file\")).")]
    [InlineData("include required(\"x\"", "node.conf:1:21: include must be followed by \"file\", file(\"file\"), required(\"file\") or required(file(\"file\")).")]
    public void Says_what_is_wrong_and_where(string text, string problem) => ProblemsOf(text).Should().Equal(problem);

    [Theory]
    [InlineData("a = 1\nb = ${c.d}", "node.conf:2:5: ${c.d} is defined nowhere, neither as a key nor as an environment variable; define it, or write ${?c.d} if it may be missing.")]
    [InlineData("a = ${a}", "node.conf:1:5: ${a} refers to itself and has no earlier value.")]
    [InlineData("a = ${b}\nb = ${a}", "node.conf:2:5: ${a} refers to itself and has no earlier value.")]
    [InlineData("a { b = ${a} }", "node.conf:1:9: this value contains itself.")]
    [InlineData("a = [${a}]", "node.conf:1:6: this value contains itself.")]
    [InlineData("a = {} [1]", "node.conf:1:5: a block and a list cannot stand side by side as one value.")]
    [InlineData("a { b = 1 }\nc = x${a}", "node.conf:2:5: text and a block cannot stand side by side as one value.")]
    public void Says_which_substitution_cannot_be_replaced(string text, string problem) => ProblemsOf(text).Should().Contain(problem);

    [Fact]
    public void Says_the_first_problem_of_each_text()
    {
        var files = ConfigurationFiles.Of("a = [").With("more.conf", "\n= 1");

        ConfigurationFiles.ProblemsOf(() => files.Reader.Read(["node.conf", "more.conf", "none.conf"], ["x"])).Should().Equal(
            "node.conf:1:5: the bracket that opens here is never closed with ].",
            "more.conf:2:1: a key must stand here, but '=' does.",
            $"none.conf:1:1: the file does not exist (looked for {Path.GetFullPath("none.conf")}).",
            "command line, column 2: the key x must be followed by =, : or {, but is followed by the end of the text.");
    }

    private static IReadOnlyList<string> ProblemsOf(string text) => ConfigurationFiles.ProblemsOf(() => ConfigurationFiles.Of(text).Read());
}
