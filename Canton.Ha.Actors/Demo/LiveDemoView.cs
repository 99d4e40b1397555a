using System.Globalization;
using Canton.Ha.Actors.Shell;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Canton.Ha.Actors.Demo;

/// <summary>A picture that moves, for a terminal: what each node is, how the clients get on, and what happened last.</summary>
internal sealed class LiveDemoView(TextWriter output, TextWriter errors) : IDemoView
{
    private const int LinesShown = 8;

    /// <summary>Longer than any client waits when all is well.</summary>
    private static readonly TimeSpan Notable = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });

    public void Say(TimeSpan at, string what)
    {
        lock (_gate)
            _lines.Add(PlainDemoView.Line(at, what));
    }

    public Task FollowAsync(Func<DemoPicture> look, Task work) => _console.Live(Drawn(look())).StartAsync(async live =>
    {
        using var pace = new PeriodicTimer(DrawEvery);
        while (!work.IsCompleted)
        {
            await pace.WaitForNextTickAsync();
            live.UpdateTarget(Drawn(look()));
        }

        await work;
    });

    public void Conclude(ConsoleTable table, string sentence)
    {
        output.WriteLine(TerminalTable.Render(table, _console.Profile.Width));
        output.WriteLine(sentence);
    }

    public void Complain(string sentence) => errors.WriteLine(sentence);

    private Rows Drawn(DemoPicture picture)
    {
        string[] lines;
        lock (_gate)
            lines = [.. _lines.TakeLast(LinesShown)];
        return new Rows([Nodes(picture.Nodes), Clients(picture), Text.Empty, .. lines.Select(line => new Text(line))]);
    }

    private static IRenderable Nodes(IReadOnlyList<(string Name, NodeState State)> nodes)
    {
        if (nodes.Count == 0)
            return Text.Empty;
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        foreach (var (name, _) in nodes)
            table.AddColumn(name);
        return table.AddRow(nodes.Select(node => new Text(WordOf(node.State), new Style(ColourOf(node.State)))));
    }

    private static Text Clients(DemoPicture picture) => picture.Acknowledged is { } acknowledged
        ? new Text(
            string.Create(CultureInfo.InvariantCulture, $"{picture.Elapsed.TotalSeconds,5:0.0} s  {acknowledged} commands acknowledged{(IsLong(picture) ? $", none for {picture.Silence.TotalSeconds:0.0} s" : "")}"),
            new Style(IsLong(picture) ? Color.Yellow : Color.Default))
        : new Text(PlainDemoView.Line(picture.Elapsed, "starting"));

    private static bool IsLong(DemoPicture picture) => picture.Silence > Notable;

    private static string WordOf(NodeState state) => state.ToString().ToLowerInvariant();

    private static Color ColourOf(NodeState state) => state switch
    {
        NodeState.Active => Color.Green,
        NodeState.Gone => Color.Red,
        NodeState.Frozen => Color.Blue,
        NodeState.Starting => Color.Yellow,
        _ => Color.Default,
    };
}
