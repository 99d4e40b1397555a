using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>What somebody noted about a party or a user, in words of his own. Keys are as in Kubernetes: a name, perhaps with a DNS name and a slash before it.</summary>
internal static partial class Annotations
{
    private const int NameMax = 63;
    private const int PrefixMax = 253;

    /// <summary>None, in the order of their keys.</summary>
    public static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Those of a request that makes something new.</summary>
    /// <param name="given">Key and value.</param>
    /// <param name="field">Where they are in the request.</param>
    /// <exception cref="Contracts.Errors.CantonErrorException">They are malformed, or too many.</exception>
    public static ImmutableSortedDictionary<string, string> Of(IReadOnlyDictionary<string, string> given, string field)
    {
        var bytes = given.Sum(annotation => (long)Encoding.UTF8.GetByteCount(annotation.Key) + Encoding.UTF8.GetByteCount(annotation.Value));
        if (bytes > LedgerLimits.AnnotationBytesMax)
            throw RequestErrors.InvalidArgument($"The annotations in {field} have {bytes} bytes in all; they may have {LedgerLimits.AnnotationBytesMax}.");

        foreach (var (key, value) in given)
        {
            if (!IsKey(key))
                throw RequestErrors.InvalidArgument($"The annotations in {field} have the malformed key '{key}'; it must be a name of 1 to {NameMax} letters, digits or -_., perhaps with a DNS name and / before it.");
            if (value.Length == 0)
                throw RequestErrors.InvalidArgument($"The annotation '{key}' in {field} is empty; it must have a value.");
        }

        return None.AddRange(given);
    }

    /// <summary>As they are stored.</summary>
    public static string Write(ImmutableSortedDictionary<string, string> annotations) => JsonSerializer.Serialize(annotations);

    /// <summary>As they were stored.</summary>
    public static ImmutableSortedDictionary<string, string> Read(string stored) => None.AddRange(JsonSerializer.Deserialize<Dictionary<string, string>>(stored)!);

    private static bool IsKey(string key) => key.Split('/') switch
    {
        [var name] => IsName(name),
        [var prefix, var name] => prefix.Length is > 0 and <= PrefixMax && DnsName().IsMatch(prefix) && IsName(name),
        _ => false,
    };

    private static bool IsName(string text) => text.Length is > 0 and <= NameMax && Name().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DnsName();
}
