using System.Buffers.Text;
using System.Text;
using Canton.Ha.Actors.Ledger.Errors;

namespace Canton.Ha.Actors.LedgerApi.Management;

/// <summary>The page token of a list in order of names: after which name the next page begins. Good on every replica, and as long as there are names.</summary>
/// <param name="list">Which list: a token of another one is refused.</param>
/// <param name="isName">Whether a text can be a name in the list.</param>
internal sealed class ListPosition(string list, Func<string, bool> isName)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>For the page after the one that ends with <paramref name="last"/>.</summary>
    public string After(string last) => Base64Url.EncodeToString(s_strict.GetBytes($"{list}/{last}"));

    /// <summary>The name that a token was made for; empty for the first page.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">It is no token of this list.</exception>
    public string Read(string token)
    {
        if (token.Length == 0)
            return "";

        return Decode(token) is { } text && text.StartsWith($"{list}/", StringComparison.Ordinal) && text[(list.Length + 1)..] is var name && isName(name)
            ? name
            : throw RequestErrors.InvalidArgument($"The field page_token is malformed; it must be empty, or the next_page_token of an earlier list of {list}.");
    }

    private static string? Decode(string token)
    {
        if (!Base64Url.IsValid(token))
            return null;

        try
        {
            return s_strict.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
