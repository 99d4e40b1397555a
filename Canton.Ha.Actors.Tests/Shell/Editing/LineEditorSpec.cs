using Canton.Ha.Actors.Shell.Editing;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell.Editing;

public class LineEditorSpec
{
    private readonly LineEditor _editor = new(LineHistory.Of(["first", "second"]), line => Completion.Among(line, line.Before, ["nodes", "node.health", "node.watch"]));

    [Fact]
    public void A_line_is_typed_and_entered()
    {
        Type("help");
        Press(ConsoleKey.Enter).Should().Be(new EditEffect.Enter("help"));
        _editor.Line.Should().Be(EditedLine.Empty);
    }

    [Fact]
    public void The_arrows_go_through_the_history_and_back_to_what_was_being_typed()
    {
        Type("th");
        Shown(ConsoleKey.UpArrow).Should().Be("second");
        Shown(ConsoleKey.UpArrow).Should().Be("first");
        Shown(ConsoleKey.UpArrow).Should().Be("first");
        Shown(ConsoleKey.DownArrow).Should().Be("second");
        Shown(ConsoleKey.DownArrow).Should().Be("th");
        Shown(ConsoleKey.DownArrow).Should().Be("th");
        Type("ird");
        Press(ConsoleKey.Enter).Should().Be(new EditEffect.Enter("third"));
        Shown(ConsoleKey.UpArrow).Should().Be("third");
    }

    [Fact]
    public void A_line_is_kept_once_when_it_is_entered_twice()
    {
        Type("second");
        Press(ConsoleKey.Enter);
        Shown(ConsoleKey.UpArrow).Should().Be("second");
        Shown(ConsoleKey.UpArrow).Should().Be("first");
    }

    [Fact]
    public void Tab_adds_what_is_certain_and_then_proposes_the_rest()
    {
        Type("no");
        Press(ConsoleKey.Tab).Should().BeOfType<EditEffect.Continue>();
        _editor.Line.Text.Should().Be("node");
        Press(ConsoleKey.Tab).Should().BeOfType<EditEffect.Suggest>().Which.Candidates.Should().Equal("node.health", "node.watch", "nodes");
        Type(".w");
        Press(ConsoleKey.Tab);
        _editor.Line.Text.Should().Be("node.watch");
    }

    [Fact]
    public void Tab_completes_before_the_cursor_and_leaves_what_stands_behind()
    {
        Type(".wx");
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.Home);
        Type("node");
        Press(ConsoleKey.Tab);
        _editor.Line.Should().Be(new EditedLine("node.wx", 4));
    }

    [Fact]
    public void Keys_do_what_they_do_in_a_shell()
    {
        Type("one two");
        Shown(ConsoleKey.W, '\x17', ConsoleModifiers.Control).Should().Be("one ");
        Press(ConsoleKey.A, '\x01', ConsoleModifiers.Control);
        Shown(ConsoleKey.D, '\x04', ConsoleModifiers.Control).Should().Be("ne ");
        Press(ConsoleKey.E, '\x05', ConsoleModifiers.Control);
        Shown(ConsoleKey.Backspace, '\x7f').Should().Be("ne");
        Press(ConsoleKey.LeftArrow);
        Shown(ConsoleKey.K, '\x0b', ConsoleModifiers.Control).Should().Be("n");
        Shown(ConsoleKey.U, '\x15', ConsoleModifiers.Control).Should().Be("");
        Press(ConsoleKey.L, '\x0c', ConsoleModifiers.Control).Should().BeOfType<EditEffect.ClearScreen>();
    }

    [Fact]
    public void Control_C_abandons_the_line_and_Control_D_ends_on_an_empty_one()
    {
        Type("oops");
        Press(ConsoleKey.C, '\x03', ConsoleModifiers.Control).Should().Be(new EditEffect.Interrupt("oops"));
        Press(ConsoleKey.D, '\x04', ConsoleModifiers.Control).Should().BeOfType<EditEffect.End>();
    }

    [Fact]
    public void No_key_puts_a_control_character_into_the_line() => Prop.ForAll<char[], int>((typed, keys) =>
    {
        var editor = new LineEditor(LineHistory.Of(["first", "second"]), line => new Completion(line, []));
        var modifiers = (ConsoleModifiers)(Math.Abs(keys % 8));
        foreach (var c in typed)
            editor.Press(new ConsoleKeyInfo(c, (ConsoleKey)(c % 255), modifiers.HasFlag(ConsoleModifiers.Shift), modifiers.HasFlag(ConsoleModifiers.Alt), modifiers.HasFlag(ConsoleModifiers.Control)));
        editor.Line.Text.Where(char.IsControl).Should().BeEmpty();
        editor.Line.Cursor.Should().BeInRange(0, editor.Line.Text.Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_history_is_bounded()
    {
        var history = Enumerable.Range(0, LineHistory.Max + 5).Aggregate(LineHistory.Empty, (kept, number) => kept.With($"{number}"));
        history.Lines.Should().HaveCount(LineHistory.Max);
        history.Lines[^1].Should().Be($"{LineHistory.Max + 4}");
        history.With("  ").Should().Be(history);
    }

    private void Type(string text)
    {
        foreach (var c in text)
            _editor.Press(new ConsoleKeyInfo(c, ConsoleKey.None, shift: false, alt: false, control: false));
    }

    private EditEffect Press(ConsoleKey key, char typed = '\0', ConsoleModifiers modifiers = ConsoleModifiers.None) =>
        _editor.Press(new ConsoleKeyInfo(typed, key, shift: false, modifiers.HasFlag(ConsoleModifiers.Alt), modifiers.HasFlag(ConsoleModifiers.Control)));

    private string Shown(ConsoleKey key, char typed = '\0', ConsoleModifiers modifiers = ConsoleModifiers.None)
    {
        Press(key, typed, modifiers);
        return _editor.Line.Text;
    }
}
