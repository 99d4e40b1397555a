using Canton.Ha.Actors.Configuration.Hocon;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class HoconReaderSpec
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("{ a = 1 }", "a = 1")]
    [InlineData("{\"a\": 1, \"b\": [true, null, \"x\"]}", "a = 1\nb = [true, null, x]")]
    [InlineData("# one\na = 1 # two\n// three\nb = 2 // four", "a = 1\nb = 2")]
    [InlineData("a = 1, b : 2\nc { d = 3 }\ne.f {}", "a = 1\nb = 2\nc { d = 3 }\ne { f {} }")]
    [InlineData("a =\n  1\nb\n{ c = 2 }", "a = 1\nb { c = 2 }")]
    [InlineData("a = 1,\n", "a = 1")]
    [InlineData("\uFEFFa = 1\r\nb = 2\r\n", "a = 1\nb = 2")]
    public void Reads_the_notations_of_a_block(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Theory]
    [InlineData("a.b.c = 1", "a { b { c = 1 } }")]
    [InlineData("\"a.b\".c = 1", "\"a.b\" { c = 1 }")]
    [InlineData("a.\"b c\".d = 1", "a { \"b c\" { d = 1 } }")]
    [InlineData("a b = 1", "\"a b\" = 1")]
    [InlineData("3.14 = pi", "3 { 14 = pi }")]
    [InlineData("1 = x", "\"1\" = x")]
    [InlineData("including = 1", "including = 1")]
    [InlineData("include.a = 1", "\"include\" { a = 1 }")]
    public void Reads_the_notations_of_a_key(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Theory]
    [InlineData("a = x y  z ", "a = \"x y  z\"")]
    [InlineData("a = \" x \" y", "a = \" x  y\"")]
    [InlineData("a = 10 s", "a = \"10 s\"")]
    [InlineData("a = -1.5e3", "a = \"-1.5e3\"")]
    [InlineData("a = a/b/c.db", "a = \"a/b/c.db\"")]
    [InlineData("a = x//y", "a = x")]
    [InlineData("a = x#y", "a = x")]
    [InlineData("a = \"x//y#z\"", "a = \"x//y#z\"")]
    [InlineData("a = \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\"", "a = \"\"\"\"\\/\b\f\n\r\t\u00e4\"\"\"")]
    [InlineData("a = \"\"\"x\n  \"y\" \\n\"\"\"", "a = \"x\\n  \\\"y\\\" \\\\n\"")]
    [InlineData("a = \"\"\"x\"\"\"\"", "a = \"x\\\"\"")]
    [InlineData("a = nullable null", "a = \"nullable null\"")]
    public void Reads_the_notations_of_a_text(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Theory]
    [InlineData("a = [1, 2]", "a = [1, 2]")]
    [InlineData("a = [\n  1\n  2,\n  3,\n]", "a = [1, 2, 3]")]
    [InlineData("a = []", "a = []")]
    [InlineData("a = [[1], {b = 2}]", "a = [[1], {b = 2}]")]
    [InlineData("a = [1] [2, 3]", "a = [1, 2, 3]")]
    [InlineData("a = [1]\na += 2\na += 3", "a = [1, 2, 3]")]
    [InlineData("a += 1", "a = [1]")]
    [InlineData("a { b += 1 }\na.b += 2", "a { b = [1, 2] }")]
    public void Reads_the_notations_of_a_list(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Theory]
    [InlineData("a = 1\na = 2", "a = 2")]
    [InlineData("a { b = 1, c = 2 }\na { c = 3, d = 4 }", "a { b = 1, c = 3, d = 4 }")]
    [InlineData("a { b = 1 }\na = 2", "a = 2")]
    [InlineData("a = 2\na { b = 1 }", "a { b = 1 }")]
    [InlineData("a { b = 1 }\na = null\na { c = 2 }", "a { c = 2 }")]
    [InlineData("a = [1]\na = [2]", "a = [2]")]
    [InlineData("a = {b = 1} {c = 2}", "a { b = 1, c = 2 }")]
    public void Merges_blocks_and_lets_the_later_value_win(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Theory]
    [InlineData("a = 1\nb = ${a}", "a = 1\nb = 1")]
    [InlineData("b = ${a}\na = 1", "b = 1\na = 1")]
    [InlineData("b = ${a.\"x.y\"}\na.\"x.y\" = 1", "b = 1\na { \"x.y\" = 1 }")]
    [InlineData("b = ${?a}", "")]
    [InlineData("b = x${?a}y", "b = xy")]
    [InlineData("a = 1\nb = \"<\"${a}\">\"", "a = 1\nb = \"<1>\"")]
    [InlineData("a = [1]\nb = ${a} [2]", "a = [1]\nb = [1, 2]")]
    [InlineData("a = [${?x}, ${?y}, 1]", "a = [1]")]
    [InlineData("a { x = 1, y = 2 }\nb = ${a} { y = 3 }", "a { x = 1, y = 2 }\nb { x = 1, y = 3 }")]
    [InlineData("a { x = 1 }\nb = ${a}\nb.y = 2", "a { x = 1 }\nb { x = 1, y = 2 }")]
    [InlineData("a { x = ${a.y}, y = 1 }", "a { x = 1, y = 1 }")]
    [InlineData("a { x = 1, y = ${a.x} }\na { x = 2 }", "a { x = 2, y = 2 }")]
    [InlineData("a { host = h }\nb = ${a} { url = \"x@\"${b.host} }", "a { host = h }\nb { host = h, url = \"x@h\" }")]
    [InlineData("a = null\nb = ${a}", "a = null\nb = null")]
    public void Replaces_substitutions_when_everything_is_known(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Theory]
    [InlineData("path = a\npath = ${path} \"b\"", "path = \"a b\"")]
    [InlineData("path = [a]\npath = ${path} [b]\npath = ${path} [c]", "path = [a, b, c]")]
    [InlineData("a = ${?a}1", "a = 1")]
    [InlineData("a = 1\na = ${?a}", "a = 1")]
    [InlineData("a { c { d = 1 } }\na = ${a.c}\na { c = 2 }", "a { c = 2, d = 1 }")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }", "bar { foo = 43, baz = 43 }")]
    [InlineData("bar { a = ${foo.d}, b = 1 }\nbar.b = 3\nfoo { c = ${bar.b}, d = 2 }\nfoo.d = 4", "bar { a = 4, b = 3 }\nfoo { c = 3, d = 4 }")]
    [InlineData("a { x = 1 }\na = ${a} { y = 2 }", "a { x = 1, y = 2 }")]
    [InlineData("_s { l += 1 }\na = ${_s}\na.l += 2", "_s { l = [1] }\na { l = [1, 2] }")]
    public void A_substitution_that_leads_back_to_itself_sees_the_values_before_it(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Theory]
    [InlineData("a = ${b}\na = 1", "a = 1")]
    [InlineData("a { x = ${b} }\na { x = 1 }", "a { x = 1 }")]
    [InlineData("a { x = ${b} }\nc { y = 2 }\na = ${c}\na { x = 1 }", "a { x = 1, y = 2 }\nc { y = 2 }")]
    public void What_a_later_value_hides_need_not_be_defined(string text, string meaning) => Meaning(text).Should().Be(Meaning(meaning));

    [Fact]
    public void A_variable_of_the_environment_stands_in_where_no_key_is_defined()
    {
        var files = ConfigurationFiles.Of("port = 5432\nport = ${?PGPORT}\nhost = ${PGHOST}\nuser = ${?PGUSER}\nPGHOST = here");
        files.Environment.Add("PGPORT", "6000");
        files.Environment.Add("PGHOST", "there");

        files.Read().Should().Be(Meaning("port = 6000\nhost = here\nPGHOST = here"));
    }

    [Fact]
    public void Later_files_and_overrides_win()
    {
        var files = ConfigurationFiles.Of("a = 1, b = 1, c = 1, d = ${c}").With("more.conf", "b = 2, c = 2");

        HoconText.Render(files.Reader.Read(["node.conf", "more.conf"], ["c=3", "e.f = 4"])).Should().Be(Meaning("a = 1, b = 2, c = 3, d = 3, e.f = 4"));
    }

    [Fact]
    public void Every_value_knows_where_it_was_written()
    {
        var files = ConfigurationFiles.Of("include \"sub/more.conf\"\na {\n  b = 1\n}\nc = ${sub}").With("sub/more.conf", "\nsub = 2");

        var root = files.Reader.Read(["node.conf"], ["d=3"]);

        root.At("a", "b")!.Origin.Should().Be(new Origin("node.conf", 3, 7));
        root.At("c")!.Origin.Should().Be(new Origin("sub/more.conf", 2, 7));
        root.At("d")!.Origin.ToString().Should().Be("command line");
    }

    private static string Meaning(string text) => ConfigurationFiles.Of(text).Read();
}
