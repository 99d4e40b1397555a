using System.Text.RegularExpressions;
using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Hides what nobody shall read in settings whose keys this node does not know: rather too much than too little.</summary>
internal static partial class SecretMask
{
    /// <summary>What is shown instead.</summary>
    public const string Mask = "****";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private const int MatchMax = 1000;

    /// <summary>The same block with every value hidden that stands below a key named like a secret, or that has a password in it.</summary>
    public static HoconObject Over(HoconObject block) => Block(block, isSecret: false);

    /// <summary>How a value is shown that cannot be used: an address with something in front of its host could have a password there.</summary>
    public static string Described(HoconNode found) => found is HoconScalar { Text: { } text } && UserInfo().IsMatch(text) ? $"\"{Mask}\"" : found.Describe();

    private static HoconObject Block(HoconObject block, bool isSecret) => block with
    {
        Fields = new OrderedDictionary<string, HoconNode>(
            block.Fields.Select(field => KeyValuePair.Create(field.Key, Node(field.Value, isSecret || SecretKey().IsMatch(field.Key) || KeyWord().IsMatch(field.Key))))),
    };

    private static HoconNode Node(HoconNode node, bool isSecret) => node switch
    {
        HoconObject block => Block(block, isSecret),
        HoconArray list => list with { Elements = [.. list.Elements.Select(element => Node(element, isSecret))] },
        HoconScalar { Text: { } text } scalar when isSecret || SecretText().IsMatch(text) => scalar with { Text = Mask },
        _ => node,
    };

    [GeneratedRegex("password|passphrase|secret|token|credential|api[-_ ]?key|connection[-_ ]?string", Options, MatchMax)]
    private static partial Regex SecretKey();

    /// <summary>A key as a word of its own, <c>private-key</c> or <c>privateKey</c>, but neither <c>keep-alive</c> nor <c>keyspace</c>.</summary>
    [GeneratedRegex("(?<![A-Za-z])(key|Key|KEY)s?(?![a-z])|(?<=[a-z])Keys?(?![a-z])", RegexOptions.ExplicitCapture, MatchMax)]
    private static partial Regex KeyWord();

    /// <summary>A password in a connection string, or in front of the host of an address.</summary>
    [GeneratedRegex(@"(password|pwd)\s*=|://[^/@\s]*:[^/@\s]*@", Options, MatchMax)]
    private static partial Regex SecretText();

    [GeneratedRegex(@"://\S*@", Options, MatchMax)]
    private static partial Regex UserInfo();
}
