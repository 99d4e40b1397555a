using System.Globalization;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Shell;

/// <summary>Reads a line as a command: a name, with or without parentheses, and at most one argument in them.</summary>
internal sealed class CommandParser
{
    private const int HistoryDefault = 20;
    private const int HistoryMax = 1000;

    private readonly Dictionary<string, ConsoleCommand> _plain = new(StringComparer.Ordinal)
    {
        ["nodes"] = new ConsoleCommand.ListNodes(),
        ["health.status"] = new ConsoleCommand.ShowAll(),
        ["help"] = new ConsoleCommand.Help(),
        ["exit"] = new ConsoleCommand.Exit(),
    };

    private readonly Dictionary<string, ConsoleNode> _histories = new(StringComparer.Ordinal);

    public CommandParser(IReadOnlyList<ConsoleNode> nodes)
    {
        foreach (var node in nodes)
        {
            _plain[$"{node.Name}.health.status"] = new ConsoleCommand.ShowStatus(node);
            _plain[$"{node.Name}.health.is_active"] = new ConsoleCommand.ShowActive(node);
            _plain[$"{node.Name}.replication.roster"] = new ConsoleCommand.ShowRoster(node);
            _plain[$"{node.Name}.replication.set_passive"] = new ConsoleCommand.SetPassive(node);
            _histories[$"{node.Name}.replication.history"] = node;
        }
    }

    public ConsoleCommand Parse(string line)
    {
        var text = line.Trim();
        if (text.Length == 0)
            return new ConsoleCommand.Nothing();

        var open = text.IndexOf('(');
        if (open < 0)
            return Find(text, "");

        return text.EndsWith(')')
            ? Find(text[..open].TrimEnd(), text[(open + 1)..^1].Trim())
            : new ConsoleCommand.Mistake($"The parenthesis after {text[..open]} is not closed.");
    }

    private ConsoleCommand Find(string name, string argument)
    {
        if (_histories.TryGetValue(name, out var node))
            return History(name, node, argument);

        if (!_plain.TryGetValue(name, out var command))
            return new ConsoleCommand.Mistake($"There is no command '{name}'. Did you mean '{NearestTo(name)}'?");

        return argument.Length == 0 ? command : new ConsoleCommand.Mistake($"{name} takes no argument, but '{argument}' was given.");
    }

    private static ConsoleCommand History(string name, ConsoleNode node, string argument)
    {
        if (argument.Length == 0)
            return new ConsoleCommand.ShowHistory(node, HistoryDefault);

        return int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= HistoryMax
            ? new ConsoleCommand.ShowHistory(node, limit)
            : new ConsoleCommand.Mistake($"{name} takes at most one argument, a number from 1 to {HistoryMax}, but '{argument}' was given.");
    }

    private string? NearestTo(string name) => NearestName.Of(name, _plain.Keys.Concat(_histories.Keys));
}
