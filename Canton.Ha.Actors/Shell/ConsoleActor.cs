using Akka.Actor;

namespace Canton.Ha.Actors.Shell;

/// <summary>Carries out what is typed: Ready → Waiting → Ready. Only a script waits for slow answers; a person gets the prompt back at once.</summary>
public sealed class ConsoleActor : ReceiveActor, IWithStash
{
    private const string Prompt = "@ ";

    private readonly IReadOnlyList<ConsoleNode> _nodes;
    private readonly ConsoleTerminal _terminal;
    private readonly TimeProvider _time;
    private readonly CommandParser _parser;
    private readonly CancellationTokenSource _stopped = new();
    private readonly long _startedAt;

    /// <summary>See <see cref="Props(IReadOnlyList{ConsoleNode}, ConsoleTerminal, TimeProvider)"/>.</summary>
    public ConsoleActor(IReadOnlyList<ConsoleNode> nodes, ConsoleTerminal terminal, TimeProvider time)
    {
        _nodes = nodes;
        _terminal = terminal;
        _time = time;
        _parser = new CommandParser(nodes);
        _startedAt = time.GetTimestamp();
        Become(Ready);
    }

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <summary>A console for these nodes.</summary>
    public static Props Props(IReadOnlyList<ConsoleNode> nodes, ConsoleTerminal terminal, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ConsoleActor(nodes, terminal, time));

    /// <inheritdoc/>
    protected override void PreStart() => Show(_terminal.IsInteractive ? "Type help for the commands." : "");

    /// <inheritdoc/>
    protected override void PostStop() => _stopped.Cancel();

    private void Ready()
    {
        Receive<ConsoleProtocol.Line>(m => Run(_parser.Parse(m.Text)));
        Receive<ConsoleProtocol.Answered>(m => Show(m.Text));
        Receive<ConsoleProtocol.InputEnded>(_ => OnInputEnded());
    }

    private void Waiting()
    {
        Receive<ConsoleProtocol.Answered>(OnAwaitedAnswer);
        ReceiveAny(_ => Stash.Stash());
    }

    private void Run(ConsoleCommand command)
    {
        switch (command)
        {
            case ConsoleCommand.SetPassive handOver:
                Context.ActorOf(SetPassiveCommand.Props(handOver.Node));
                Await($"{handOver.Node.Name} is asked to hand over.");
                break;
            case ConsoleCommand.ShowHistory history:
                Read(history);
                Await("");
                break;
            case ConsoleCommand.Exit:
                _terminal.StopNode();
                break;
            default:
                Show(TextFor(command));
                break;
        }
    }

    private string TextFor(ConsoleCommand command) => command switch
    {
        ConsoleCommand.ShowStatus m => ConsoleText.Status(m.Node.Board.Current, Uptime()),
        ConsoleCommand.ShowAll => string.Join("\n\n", _nodes.Select(node => ConsoleText.Status(node.Board.Current, Uptime()))),
        ConsoleCommand.ShowActive m => ConsoleText.Active(m.Node.Board.Current),
        ConsoleCommand.ShowRoster m => ConsoleText.Roster(m.Node.Board.Current.Roster),
        ConsoleCommand.ListNodes => string.Join('\n', _nodes.Select(node => ConsoleText.Node(node.Board.Current))),
        ConsoleCommand.Help => ConsoleText.Help,
        ConsoleCommand.Mistake m => m.Text,
        _ => "",
    };

    private void Read(ConsoleCommand.ShowHistory history)
    {
        var name = history.Node.Name;
        _ = history.Node.History.ReadAsync(history.Limit, _stopped.Token)
            .PipeTo(
                Self,
                success: terms => new ConsoleProtocol.Answered(ConsoleText.History(terms)),
                failure: e => new ConsoleProtocol.Answered($"The history of {name} cannot be read: {e.Message}"));
    }

    private void Await(string meanwhile)
    {
        Show(meanwhile);
        if (!_terminal.IsInteractive)
            Become(Waiting);
    }

    private void OnAwaitedAnswer(ConsoleProtocol.Answered answer)
    {
        Show(answer.Text);
        Become(Ready);
        Stash.UnstashAll();
    }

    private void OnInputEnded()
    {
        if (_terminal.IsInteractive)
            _terminal.StopNode();
    }

    private void Show(string text)
    {
        if (text.Length > 0)
            _terminal.Output.WriteLine(text);
        if (_terminal.IsInteractive)
            _terminal.Output.Write(Prompt);

        _terminal.Output.Flush();
    }

    private TimeSpan Uptime() => _time.GetElapsedTime(_startedAt);
}
