using Canton.Ha.Actors.Shell.Editing;

namespace Canton.Ha.Actors.Shell;

/// <summary>Lines that a person types at a terminal, with a prompt, a history and completion.</summary>
/// <param name="keyboard">Where keys come from.</param>
/// <param name="screen">Where the line is shown.</param>
/// <param name="history">Where lines are kept.</param>
/// <param name="complete">What Tab does.</param>
/// <param name="terminal">How wide the terminal is, and what Ctrl-C on an empty line means.</param>
internal sealed class EditedInput(
    Keyboard keyboard, TerminalScreen screen, HistoryFile history, Func<EditedLine, Completion> complete, TerminalManner terminal) : ISessionInput
{
    private const string Prompt = "@ ";

    private readonly LineEditor _editor = new(history.Load(), complete);

    public async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        try
        {
            return await EditAsync(cancellation);
        }
        finally
        {
            screen.KeepRow();
        }
    }

    public IDisposable? OnInterrupt(Action interrupt) => keyboard.OnInterrupt(interrupt);

    private async Task<string?> EditAsync(CancellationToken cancellation)
    {
        Draw();
        while (await keyboard.ReadAsync(cancellation) is { } key)
        {
            var effect = _editor.Press(key);
            switch (effect)
            {
                case EditEffect.Enter enter:
                    return Keep(enter.Line);
                case EditEffect.End:
                case EditEffect.Interrupt { Abandoned: "" } when terminal.InterruptEnds:
                    return null;
                default:
                    Carry(effect);
                    Draw();
                    break;
            }
        }

        return null;
    }

    private void Carry(EditEffect effect)
    {
        switch (effect)
        {
            case EditEffect.Interrupt { Abandoned: "" }:
                screen.WriteAbove("Type exit, or press Ctrl-D, to leave.");
                break;
            case EditEffect.Interrupt abandoned:
                screen.WriteAbove($"{Prompt}{abandoned.Abandoned}^C");
                break;
            case EditEffect.Suggest suggestion:
                screen.WriteAbove(string.Join("  ", suggestion.Candidates));
                break;
            case EditEffect.ClearScreen:
                screen.Clear();
                break;
            default:
                break;
        }
    }

    private string Keep(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            history.Append(line);
        return line;
    }

    private void Draw()
    {
        var view = LineView.Of(Prompt, _editor.Line, terminal.Width());
        screen.SetRow(view.Row, view.Column);
    }
}

/// <summary>What a terminal is like.</summary>
/// <param name="Width">Its columns at the moment.</param>
/// <param name="InterruptEnds">Ctrl-C on an empty line ends the session, as it ends a server; otherwise it does nothing.</param>
internal sealed record TerminalManner(Func<int> Width, bool InterruptEnds);
