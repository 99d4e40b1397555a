namespace Canton.Ha.Actors.Shell;

/// <summary>Reads commands and carries them out, one after the other.</summary>
/// <param name="parser">Understands them.</param>
/// <param name="runner">Carries them out.</param>
/// <param name="input">Where they come from.</param>
/// <param name="view">Where failures are shown.</param>
internal sealed class ConsoleSession(CommandParser parser, CommandRunner runner, ISessionInput input, IConsoleView view)
{
    /// <summary>Until the input ends or <c>exit</c>, whatever fails. True if it was <c>exit</c>.</summary>
    public async Task<bool> TalkAsync(CancellationToken cancellation) => (await ObeyAsync(whateverFails: true, cancellation)).IsExit;

    /// <summary>Until the input ends, <c>exit</c>, or the first failure, whose kind is returned.</summary>
    public async Task<FailureKind?> RunScriptAsync(CancellationToken cancellation) => (await ObeyAsync(whateverFails: false, cancellation)).Failure;

    private async Task<(bool IsExit, FailureKind? Failure)> ObeyAsync(bool whateverFails, CancellationToken cancellation)
    {
        while (await input.ReadLineAsync(cancellation) is { } line)
        {
            var command = parser.Parse(line);
            if (command is ConsoleCommand.Exit)
                return (true, null);
            if (await TryAsync(command, cancellation) is { } failure && !whateverFails)
                return (false, failure);
        }

        return (false, null);
    }

    private async Task<FailureKind?> TryAsync(ConsoleCommand command, CancellationToken cancellation)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            using (input.OnInterrupt(interrupted.Cancel))
                await runner.RunAsync(command, interrupted.Token);
            return null;
        }
        catch (CommandFailedException e)
        {
            view.Complain(e.Message);
            return e.Kind;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            view.Complain(Interrupted(command));
            return null;
        }
    }

    private static string Interrupted(ConsoleCommand command) => command switch
    {
        ConsoleCommand.Watch => "",
        ConsoleCommand.SetPassive m => $"Not waited for: {m.Node.Name} goes on handing over.",
        _ => "Interrupted.",
    };
}
