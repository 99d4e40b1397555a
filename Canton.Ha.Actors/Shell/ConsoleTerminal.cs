using Canton.Ha.Actors.Shell.Editing;

namespace Canton.Ha.Actors.Shell;

/// <summary>Standard input and output of this process, as a console uses them: with an editor and tables where a person types, as plain lines otherwise.</summary>
internal sealed class ConsoleTerminal
{
    private const int WidthDefault = 80;

    private readonly TerminalScreen? _screen;

    public ConsoleTerminal()
    {
        var tables = IsDrawn && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? Drawn : (Func<ConsoleTable, string>)PlainTable.Render;
        _screen = IsDrawn && IsTyped ? new TerminalScreen(Console.Out) : null;
        View = _screen is null ? new StreamView(Console.Out, Console.Error, tables) : new ScreenView(_screen, tables);
        Log = _screen is null ? Console.Out : new ScreenWriter(_screen);
    }

    /// <summary>Standard output is a terminal on which can be drawn.</summary>
    public static bool IsDrawn => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A person types, or could.</summary>
    public static bool IsTyped => !Console.IsInputRedirected;

    public IConsoleView View { get; }

    /// <summary>Where lines can be written that have nothing to do with what is typed.</summary>
    public TextWriter Log { get; }

    /// <summary>Begins to read.</summary>
    /// <param name="parser">Knows what Tab can complete.</param>
    /// <param name="interruptEnds">See <see cref="TerminalManner"/>.</param>
    public ISessionInput OpenInput(CommandParser parser, bool interruptEnds)
    {
        if (_screen is null)
            return new LineInput(Console.In);

        Console.TreatControlCAsInput = true;
        View.Show("Type help for the commands.");
        var history = new HistoryFile(HistoryFile.DefaultPath(Environment.GetEnvironmentVariable));
        return new EditedInput(
            new Keyboard(() => Console.ReadKey(intercept: true)), _screen, history, new Completer(parser.Forms).Complete, new TerminalManner(Width, interruptEnds));
    }

    private static string Drawn(ConsoleTable table) => TerminalTable.Render(table, Width());

    private static int Width() => Console.WindowWidth is > 0 and var width ? width : WidthDefault;
}
