namespace Canton.Ha.Actors.Shell;

/// <summary>A table as aligned text, for files, pipes and terminals without colours.</summary>
internal static class PlainTable
{
    private const string Between = "  ";

    public static string Render(ConsoleTable table)
    {
        var lines = table.Rows.Prepend(table.Headers).ToList();
        var widths = table.Headers.Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        return string.Join('\n', lines.Select(line => string.Join(Between, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }
}
