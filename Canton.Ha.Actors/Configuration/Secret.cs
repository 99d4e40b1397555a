namespace Canton.Ha.Actors.Configuration;

/// <summary>Something that nobody shall read: it shows its mask instead.</summary>
/// <param name="Value">What it is.</param>
/// <param name="File">The file that it was read from; null where it stood in the configuration itself.</param>
public sealed record Secret(string Value, string? File)
{
    /// <inheritdoc/>
    public override string ToString() => SecretMask.Mask;
}
