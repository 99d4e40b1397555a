using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Shell;

/// <summary>Reads a line as a command to one of the nodes, or to none.</summary>
internal sealed class CommandParser
{
    private readonly Dictionary<string, CommandForm> _forms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofNodes = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _names;

    public CommandParser(IReadOnlyList<IConsoleNode> nodes)
    {
        _names = [.. nodes.Select(node => node.Name)];
        foreach (var form in CommandTable.Common)
            _forms[form.Name] = form;
        foreach (var node in nodes)
            foreach (var form in CommandTable.For(node, _names))
            {
                _forms[$"{node.Name}.{form.Name}"] = form;
                _ofNodes.Add(form.Name);
            }
    }

    /// <summary>Every command by its whole name.</summary>
    public IReadOnlyDictionary<string, CommandForm> Forms => _forms;

    public ConsoleCommand Parse(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return new ConsoleCommand.Nothing();
        var text = CommandText.Of(line);
        if (!_forms.TryGetValue(text.Name, out var form))
            return new ConsoleCommand.Mistake(Unknown(text.Name));
        return text.Mistake is { } mistake ? new ConsoleCommand.Mistake(mistake) : form.Read(text.Name, text);
    }

    private string Unknown(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && _ofNodes.Contains(name[(dot + 1)..])
            ? $"There is no node '{name[..dot]}'; there {(_names.Count == 1 ? "is" : "are")} {string.Join(", ", _names)}."
            : $"There is no command '{name}'. Did you mean '{NearestName.Of(name, _forms.Keys)}'?";
    }
}
