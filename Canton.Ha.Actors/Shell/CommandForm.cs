namespace Canton.Ha.Actors.Shell;

/// <summary>A command of the console: how it is written, what it is for, and what it makes of its arguments.</summary>
/// <param name="Name">Without the name of a node.</param>
/// <param name="Help">What it is for.</param>
/// <param name="Parameters">What stands in its parentheses.</param>
/// <param name="Make">The command from accepted arguments.</param>
internal sealed record CommandForm(string Name, string Help, IReadOnlyList<Parameter> Parameters, Func<IReadOnlyList<Argument>, ConsoleCommand> Make)
{
    /// <summary>It needs nothing in its parentheses.</summary>
    public bool IsComplete => Parameters.All(parameter => parameter.IsOptional);

    /// <summary>With the arguments it may have.</summary>
    public string Usage => $"{Name}({string.Join(", ", Parameters.Select(parameter => parameter.Example))})";

    /// <param name="name">The command with the name of its node.</param>
    /// <param name="text">What was written.</param>
    public ConsoleCommand Read(string name, CommandText text) =>
        IsRight(text.Arguments) ? Make(text.Arguments) : new ConsoleCommand.Mistake($"{name} takes {Expected(name)}, but {Given(text)} was given.");

    private bool IsRight(IReadOnlyList<Argument> arguments) =>
        arguments.Count <= Parameters.Count
        && Parameters.Skip(arguments.Count).All(parameter => parameter.IsOptional)
        && arguments.Zip(Parameters).All(pair => pair.Second.Accepts(pair.First));

    private string Expected(string name)
    {
        if (Parameters.Count == 0)
            return "no argument";
        var meanings = string.Join(" and ", Parameters.Select(parameter => parameter.IsOptional ? $"{parameter.Meaning} or nothing" : parameter.Meaning));
        return $"{meanings}, as in {name}({string.Join(", ", Parameters.Select(parameter => parameter.Example))})";
    }

    private static string Given(CommandText text) => text.Given.Length == 0 ? "nothing" : $"'{text.Given}'";
}
