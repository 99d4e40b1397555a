using System.Runtime.ExceptionServices;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>Carries out commands, wherever the nodes are.</summary>
internal sealed class CommandRunner(IReadOnlyList<IConsoleNode> nodes, IConsoleView view, TimeProvider time)
{
    private static readonly string[] s_nodeHeaders = ["node", "role", "term", "place"];

    private readonly ChangeWatch _watch = new(view, time);
    private readonly Waiting _waiting = new(view, time);
    private readonly LedgerCommands _ledger = new(view, time);
    private readonly SynchronizerRunner _synchronizers = new(view, new Waiting(view, time));

    /// <exception cref="CommandFailedException">It did not do what it was to do.</exception>
    public Task RunAsync(ConsoleCommand command, CancellationToken cancellation) => command switch
    {
        ConsoleCommand.Mistake m => throw new CommandFailedException(FailureKind.Mistake, m.Text),
        ConsoleCommand.ListNodes => ListAsync(cancellation),
        ConsoleCommand.ShowAll => ShowAllAsync(cancellation),
        ConsoleCommand.Help => ShowHelpAsync(),
        ConsoleCommand.Watch { Node: { } node } m => _watch.RunAsync([node], m.Count, cancellation),
        ConsoleCommand.Watch m => _watch.RunAsync(nodes, m.Count, cancellation),
        ConsoleCommand.ShowStatus m => ShowStatusAsync(m.Node, cancellation),
        ConsoleCommand.ShowActive m => ShowActiveAsync(m.Node, cancellation),
        ConsoleCommand.WaitForActive m => WaitForActiveAsync(m, cancellation),
        ConsoleCommand.Dump m => DumpAsync(m, cancellation),
        ConsoleCommand.SetLogLevel m => SetLogLevelAsync(m, cancellation),
        ConsoleCommand.ShowRoster m => ShowRosterAsync(m.Node, cancellation),
        ConsoleCommand.ShowHistory m => ShowHistoryAsync(m, cancellation),
        ConsoleCommand.SetPassive m => SetPassiveAsync(m, cancellation),
        ConsoleCommand.Pause m => ShowPolicyAsync(m.Node, m.Node.PauseAsync(m.Why, cancellation)),
        ConsoleCommand.Resume m => ShowPolicyAsync(m.Node, m.Node.ResumeAsync(cancellation)),
        ConsoleCommand.SetPriority m => ShowPolicyAsync(m.Node, m.Node.SetPriorityAsync(m.Replica, m.Priority, cancellation)),
        ConsoleCommand.OfLedger m => _ledger.RunAsync(m, cancellation),
        SynchronizerCommand m => _synchronizers.RunAsync(m, cancellation),
        _ => Task.CompletedTask,
    };

    private Task ShowHelpAsync()
    {
        view.Show(ConsoleText.Help(nodes));
        return Task.CompletedTask;
    }

    private async Task ShowStatusAsync(IConsoleNode node, CancellationToken cancellation) => view.Show(ConsoleText.Status(await node.ReadStatusAsync(cancellation)));

    private async Task ShowActiveAsync(IConsoleNode node, CancellationToken cancellation) => view.Show(ConsoleText.Active((await node.ReadStatusAsync(cancellation)).IsActive));

    private async Task ShowAllAsync(CancellationToken cancellation)
    {
        var found = await AskAllAsync(cancellation);
        view.Show(string.Join("\n\n", found.Where(answer => answer.Status is not null).Select(answer => ConsoleText.Status(answer.Status!))));
        FailIfAny(found);
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        var found = await AskAllAsync(cancellation);
        view.Show(new ConsoleTable(s_nodeHeaders, [.. found.Select(Row)]));
        FailIfAny(found);
    }

    private static string[] Row(Answer answer) => answer.Status is { } status
        ? [answer.Node.Name, ConsoleText.Role(status.Role), $"{status.Term}", answer.Node.Place]
        : [answer.Node.Name, "unreachable", "", answer.Node.Place];

    private Task<Answer[]> AskAllAsync(CancellationToken cancellation) => Task.WhenAll(nodes.Select(async node =>
    {
        try
        {
            return new Answer(node, await node.ReadStatusAsync(cancellation), Failure: null);
        }
        catch (CommandFailedException e)
        {
            return new Answer(node, Status: null, e);
        }
    }));

    /// <summary>Every failure is shown, the last one by whoever asked for the command.</summary>
    private void FailIfAny(IReadOnlyList<Answer> found)
    {
        var failures = found.Select(answer => answer.Failure).OfType<CommandFailedException>().ToList();
        foreach (var failure in failures.SkipLast(1))
            view.Complain(failure.Message);
        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[^1]);
    }

    private Task WaitForActiveAsync(ConsoleCommand.WaitForActive command, CancellationToken cancellation) =>
        _waiting.ForAsync($"Waiting until {command.Node.Name} is active", _watch.UntilActiveAsync(command.Node, command.Limit, cancellation));

    private async Task ShowRosterAsync(IConsoleNode node, CancellationToken cancellation)
    {
        var roster = await node.ReadRosterAsync(cancellation);
        if (roster.Replicas.IsEmpty)
            view.Show("No replica is in the roster.");
        else
            view.Show(ConsoleText.Roster(roster));
        view.Show(ConsoleText.Policy(roster.Policy with { Priorities = FailoverPolicy.None.Priorities }));
    }

    private async Task ShowHistoryAsync(ConsoleCommand.ShowHistory command, CancellationToken cancellation)
    {
        var terms = await command.Node.ReadHistoryAsync(command.Limit, cancellation);
        if (terms.Count == 0)
            view.Show("There was no term yet.");
        else
            view.Show(ConsoleText.History(terms));
    }

    private async Task SetPassiveAsync(ConsoleCommand.SetPassive command, CancellationToken cancellation)
    {
        var name = command.Node.Name;
        view.Show(ConsoleText.Answer(name, await _waiting.ForAsync($"{name} is asked to hand over", command.Node.SetPassiveAsync(command.To, cancellation))));
    }

    private async Task ShowPolicyAsync(IConsoleNode node, Task<FailoverPolicy> changed)
    {
        var policy = await _waiting.ForAsync($"{node.Name} is asked", changed);
        view.Show(policy.Pause is null ? "Automatic failover is on." : "");
        view.Show(ConsoleText.Policy(policy));
    }

    private async Task SetLogLevelAsync(ConsoleCommand.SetLogLevel command, CancellationToken cancellation)
    {
        await command.Node.SetLogLevelAsync(command.Level, cancellation);
        view.Show($"{command.Node.Name} logs from level {command.Level.ToUpperInvariant()} on.");
    }

    private async Task DumpAsync(ConsoleCommand.Dump command, CancellationToken cancellation)
    {
        var length = await _waiting.ForAsync($"{command.Node.Name} writes its dump", DumpFile.WriteAsync(command.File, command.Node, cancellation));
        view.Show($"{command.File} has the dump of {command.Node.Name}, {length} bytes.");
    }

    private sealed record Answer(IConsoleNode Node, NodeStatus? Status, CommandFailedException? Failure);
}
