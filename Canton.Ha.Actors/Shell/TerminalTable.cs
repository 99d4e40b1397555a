using Spectre.Console;

namespace Canton.Ha.Actors.Shell;

/// <summary>A table with lines and colours, for a terminal.</summary>
internal static class TerminalTable
{
    /// <param name="table">What to show.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static string Render(ConsoleTable table, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Write(Drawn(table));
        return text.ToString().TrimEnd('\n', '\r');
    }

    private static Table Drawn(ConsoleTable table)
    {
        var drawn = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        foreach (var (column, header) in table.Headers.Index())
            drawn.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))) { NoWrap = column < table.Headers.Count - 1 });
        foreach (var row in table.Rows)
            drawn.AddRow(row.Select(cell => new Text(cell, new Style(ColourOf(cell)))));
        return drawn;
    }

    private static Color ColourOf(string cell) => cell switch
    {
        "active" or "leads" => Color.Green,
        "unreachable" => Color.Red,
        _ => Color.Default,
    };
}
