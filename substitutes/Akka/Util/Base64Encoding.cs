using System.Text;

namespace Akka.Util;

/// <summary>Short names from numbers: base 64, least significant digit first.</summary>
internal static class Base64Encoding
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Base64Encode(this long value, string prefix = "$")
    {
        var text = new StringBuilder(prefix);
        var rest = value;
        do
        {
            text.Append(Digits[(int)(rest & 63)]);
            rest >>= 6;
        }
        while (rest != 0);
        return text.ToString();
    }
}
