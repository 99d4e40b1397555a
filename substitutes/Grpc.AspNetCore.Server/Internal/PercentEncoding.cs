using System.Buffers;
using System.Text;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Makes the message of a status printable ASCII: its UTF-8 bytes outside of blank to tilde, and the percent sign, as %XX.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(c => c != '%')]);

    public static string Encode(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Plain);
        if (first < 0)
            return text;

        var encoded = new StringBuilder(text, 0, first, text.Length + 32);
        foreach (var octet in Encoding.UTF8.GetBytes(text, first, text.Length - first))
        {
            if (octet < 0x80 && Plain.Contains((char)octet))
                encoded.Append((char)octet);
            else
                encoded.Append('%').Append(octet.ToString("X2"));
        }

        return encoded.ToString();
    }
}
