namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Places for streams of one kind.</summary>
/// <param name="limit">What limits them, as it is told to clients.</param>
internal sealed class StreamPlaces(string limit)
{
    private int _taken;

    /// <summary>Takes one, to be given back by <see cref="GiveBack"/>.</summary>
    /// <param name="most">How many there are.</param>
    /// <exception cref="Contracts.Errors.CantonErrorException">There is none.</exception>
    public void Take(int most)
    {
        if (Interlocked.Increment(ref _taken) <= most)
            return;

        GiveBack();
        throw LedgerApiErrors.TooManyStreams(most, limit);
    }

    public void GiveBack() => Interlocked.Decrement(ref _taken);
}
