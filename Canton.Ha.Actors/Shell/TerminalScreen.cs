namespace Canton.Ha.Actors.Shell;

/// <summary>
/// A terminal whose last row belongs to the prompt, or to whatever goes on: all else is written above it, by whichever thread.
/// </summary>
internal sealed class TerminalScreen(TextWriter terminal)
{
    private const string ClearRow = "\r\e[K";

    private readonly Lock _gate = new();
    private string _row = "";
    private int _column;

    /// <summary>Writes whole lines.</summary>
    public void WriteAbove(string lines)
    {
        lock (_gate)
        {
            terminal.Write(_row.Length == 0 ? lines + "\n" : ClearRow + lines + "\n" + Row());
            terminal.Flush();
        }
    }

    /// <summary>Replaces the last row.</summary>
    public void SetRow(string row, int column)
    {
        lock (_gate)
        {
            (_row, _column) = (row, column);
            terminal.Write(ClearRow + Row());
            terminal.Flush();
        }
    }

    /// <summary>Leaves the last row standing where it is; what follows comes below it.</summary>
    public void KeepRow()
    {
        lock (_gate)
        {
            if (_row.Length > 0)
                terminal.Write("\n");
            terminal.Flush();
            (_row, _column) = ("", 0);
        }
    }

    /// <summary>Takes the last row away.</summary>
    public void DropRow() => SetRow("", 0);

    /// <summary>Everything is gone but the last row.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            terminal.Write("\e[H\e[2J" + Row());
            terminal.Flush();
        }
    }

    private string Row() => _column > 0 ? $"{_row}\r\e[{_column}C" : _row + (_row.Length > 0 ? "\r" : "");
}
