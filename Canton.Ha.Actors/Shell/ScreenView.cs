namespace Canton.Ha.Actors.Shell;

/// <summary>A terminal at which a person types.</summary>
/// <param name="screen">The terminal.</param>
/// <param name="tables">How a table becomes text.</param>
internal sealed class ScreenView(TerminalScreen screen, Func<ConsoleTable, string> tables) : IConsoleView
{
    public void Show(string result)
    {
        if (result.Length > 0)
            screen.WriteAbove(result);
    }

    public void Show(ConsoleTable result) => Show(tables(result));

    public void Complain(string sentence) => Show(sentence);

    public void Wait(string doing, TimeSpan elapsed) => screen.SetRow($"{doing} … {elapsed.TotalSeconds:0} s", 0);

    public void WaitIsOver() => screen.DropRow();
}
