using System.Text;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Something that nobody shall read: it shows its mask instead.</summary>
/// <param name="Value">What it is.</param>
/// <param name="File">The file that it was read from; null where it stood in the configuration itself.</param>
public sealed record Secret(string Value, string? File)
{
    /// <summary>What nobody guesses, and what a hash of 256 bits needs (RFC 7518, 3.2).</summary>
    public const int BytesMin = 32;

    /// <summary>What it lacks, as the end of a sentence about its key; null if nothing.</summary>
    /// <param name="bytesMin">How many bytes it must have.</param>
    internal string? Lack(int bytesMin)
    {
        var bytes = Encoding.UTF8.GetByteCount(Value);
        if (bytes >= bytesMin)
            return null;

        return bytes == 0 ? "is empty; leave it out where there is none." : $"is too short; it must have at least {bytesMin} bytes.";
    }

    /// <inheritdoc/>
    public override string ToString() => SecretMask.Mask;
}
