namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>
/// Where checkpoints go in one stream without end: after everything up to their offset, before everything later, each once, and none before the offset
/// after which the stream began.
/// </summary>
/// <param name="beginExclusive">Where the stream began.</param>
internal sealed class CheckpointCursor(long beginExclusive)
{
    private Checkpoint? _sent;

    /// <summary>The checkpoint to send before the element at <paramref name="offset"/>, or null.</summary>
    public Checkpoint? Before(long offset, Checkpoint? latest) => latest is not null && latest.Offset < offset ? Send(latest) : null;

    /// <summary>The checkpoint to send when everything up to <paramref name="readUpTo"/> has been read, or null.</summary>
    public Checkpoint? After(long readUpTo, Checkpoint? latest) => latest is not null && latest.Offset <= readUpTo ? Send(latest) : null;

    private Checkpoint? Send(Checkpoint latest)
    {
        if (latest.Offset < beginExclusive || ReferenceEquals(latest, _sent) || latest.Offset < _sent?.Offset)
            return null;

        return _sent = latest;
    }
}
