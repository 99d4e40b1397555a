namespace Canton.Ha.Actors.Shell;

/// <summary>What may stand in the parentheses of a command.</summary>
/// <param name="Meaning">What it is, as a part of a sentence.</param>
/// <param name="Example">As it would be written.</param>
/// <param name="IsOptional">May be left out.</param>
/// <param name="Words">Texts that are proposed for it; none if it can be any.</param>
/// <param name="Accepts">Whether it can be this argument.</param>
internal sealed record Parameter(string Meaning, string Example, bool IsOptional, IReadOnlyList<string> Words, Func<Argument, bool> Accepts)
{
    public static Parameter Text(string meaning, string example, params IReadOnlyList<string> words) =>
        new($"{meaning} in quotes", $"\"{example}\"", IsOptional: false, words, argument => argument is Argument.Text { Value.Length: > 0 });

    public static Parameter Number(string meaning, int least, int most, int example) =>
        new($"{meaning} from {least} to {most}", $"{example}", IsOptional: false, [], argument => argument is Argument.Number { Value: var value } && value >= least && value <= most);

    public Parameter OrNothing() => this with { IsOptional = true };
}
