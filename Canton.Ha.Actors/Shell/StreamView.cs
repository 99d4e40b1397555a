namespace Canton.Ha.Actors.Shell;

/// <summary>Results go to one stream, all else to another: a file, a pipe, or a terminal at which nobody types.</summary>
/// <param name="output">For results.</param>
/// <param name="errors">For what is none.</param>
/// <param name="tables">How a table becomes text.</param>
internal sealed class StreamView(TextWriter output, TextWriter errors, Func<ConsoleTable, string> tables) : IConsoleView
{
    private bool _waits;

    public void Show(string result) => Write(output, result);

    public void Show(ConsoleTable result) => Write(output, tables(result));

    public void Complain(string sentence) => Write(errors, sentence);

    /// <summary>Once is enough where nothing can be taken back.</summary>
    public void Wait(string doing, TimeSpan elapsed)
    {
        if (!_waits)
            Write(errors, $"{doing} …");
        _waits = true;
    }

    public void WaitIsOver() => _waits = false;

    private static void Write(TextWriter writer, string text)
    {
        if (text.Length > 0)
            writer.WriteLine(text);
        writer.Flush();
    }
}
