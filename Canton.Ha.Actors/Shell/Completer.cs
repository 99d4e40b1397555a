using Canton.Ha.Actors.Shell.Editing;

namespace Canton.Ha.Actors.Shell;

/// <summary>Completes the names of commands from dot to dot, and the arguments that are known.</summary>
internal sealed class Completer(IReadOnlyDictionary<string, CommandForm> forms)
{
    public Completion Complete(EditedLine line)
    {
        var typed = line.Before.TrimStart();
        var open = typed.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? Completion.Among(line, typed, [.. forms.Select(form => Step(typed, form.Key, form.Value))]) : Argument(line, typed[..open].TrimEnd(), typed[(open + 1)..]);
    }

    /// <summary>A command as far as the dot after what is typed.</summary>
    private static string Step(string typed, string name, CommandForm form)
    {
        var dot = name.StartsWith(typed, StringComparison.Ordinal) ? name.IndexOf('.', typed.Length) : -1;
        if (dot >= 0)
            return name[..(dot + 1)];
        return name + (form.IsComplete ? "()" : "(");
    }

    private Completion Argument(EditedLine line, string name, string given)
    {
        if (!forms.TryGetValue(name, out var form) || form.Parameters is not [{ Words.Count: > 0 } parameter, ..] || CommandText.Of($"x({given}").Mistake is null)
            return new Completion(line, []);
        var words = parameter.Words.Select(word => $"\"{word}\"");
        return Completion.Among(line, given.TrimStart(), [.. words]);
    }
}
