using System.Text.RegularExpressions;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Editing;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class TerminalSpec
{
    private static readonly ConsoleTable Table = new(["node", "role", "why"], [["participant1", "active", "a long reason that does not fit at all into the line"], ["b", "passive", ""]]);

    private readonly StringWriter _terminal = new();
    private readonly TerminalScreen _screen;

    public TerminalSpec() => _screen = new TerminalScreen(_terminal);

    [Fact]
    public void A_plain_table_is_aligned_and_has_no_blanks_at_the_end_of_a_line() => PlainTable.Render(new ConsoleTable(["a", "b"], [["1", ""], ["22", "x"]])).Should().Be(
        """
        a   b
        1
        22  x
        """);

    [Fact]
    public void A_table_on_a_terminal_has_lines_and_colours_and_fits_its_width()
    {
        var drawn = TerminalTable.Render(Table, 60);

        drawn.Should().Contain("╭").And.Contain("\e[");
        Visible(drawn).Split('\n').Should().AllSatisfy(line => line.Length.Should().BeLessThanOrEqualTo(60));
        Visible(drawn).Should().Contain("participant1").And.NotContain("\e");
    }

    [Fact]
    public void What_is_written_meanwhile_stands_above_the_prompt()
    {
        _screen.SetRow("@ nod", 4);
        using var log = new ScreenWriter(_screen);
        log.WriteLine("a line of the log");

        _terminal.ToString().Should().Be("\r\e[K@ nod\r\e[4C" + "\r\e[Ka line of the log\n@ nod\r\e[4C");
    }

    [Fact]
    public void Without_a_prompt_lines_are_just_written()
    {
        new ScreenView(_screen, PlainTable.Render).Show("one\ntwo");
        _terminal.ToString().Should().Be("one\ntwo\n");
    }

    [Fact]
    public void What_goes_on_is_shown_in_the_last_row_and_leaves_no_trace()
    {
        var view = new ScreenView(_screen, PlainTable.Render);
        view.Wait("It is asked", TimeSpan.FromSeconds(2));
        view.WaitIsOver();
        _terminal.ToString().Should().Be("\r\e[KIt is asked … 2 s\r" + "\r\e[K");
    }

    [Fact]
    public void A_stream_gets_results_and_errors_apart_and_hears_once_that_something_goes_on()
    {
        var errors = new StringWriter();
        var view = new StreamView(_terminal, errors, PlainTable.Render);
        view.Show("a result");
        view.Wait("It is asked", TimeSpan.FromSeconds(1));
        view.Wait("It is asked", TimeSpan.FromSeconds(2));
        view.Complain("no");

        _terminal.ToString().Should().Be("a result\n");
        errors.ToString().Should().Be("It is asked …\nno\n");
    }

    [Fact]
    public async Task A_line_is_edited_at_the_terminal_and_kept()
    {
        var keys = new Queue<ConsoleKeyInfo>([.. "hlp".Select(Key), Key(ConsoleKey.LeftArrow), Key(ConsoleKey.LeftArrow), Key('e'), Key(ConsoleKey.Enter)]);
        var input = Input(keys, interruptEnds: false);

        (await input.ReadLineAsync(CancellationToken.None)).Should().Be("help");

        _terminal.ToString().Should().EndWith("@ help\r\e[4C\n");
        (await input.ReadLineAsync(CancellationToken.None)).Should().BeNull("the keyboard is gone");
    }

    [Fact]
    public async Task Control_C_clears_the_line_and_ends_only_a_server()
    {
        var interrupt = new ConsoleKeyInfo('\x03', ConsoleKey.C, shift: false, alt: false, control: true);
        (await Input(new([Key('x'), interrupt, interrupt]), interruptEnds: true).ReadLineAsync(CancellationToken.None)).Should().BeNull();
        _terminal.ToString().Should().Contain("@ x^C\n").And.NotContain("Ctrl-D");

        (await Input(new([interrupt, Key('y'), Key(ConsoleKey.Enter)]), interruptEnds: false).ReadLineAsync(CancellationToken.None)).Should().Be("y");
        _terminal.ToString().Should().Contain("Type exit, or press Ctrl-D, to leave.\n");
    }

    private EditedInput Input(Queue<ConsoleKeyInfo> keys, bool interruptEnds) => new(
        new Keyboard(() => keys.TryDequeue(out var key) ? key : throw new InvalidOperationException("no keyboard")),
        _screen, new HistoryFile(null), line => new Completion(line, []), new TerminalManner(() => 80, interruptEnds));

    private static ConsoleKeyInfo Key(char typed) => new(typed, ConsoleKey.None, shift: false, alt: false, control: false);

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);

    private static string Visible(string drawn) => Regex.Replace(drawn, "\e\\[[0-9;]*m", "", RegexOptions.None, TimeSpan.FromSeconds(1));
}
