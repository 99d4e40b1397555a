namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Reads one page while the one before is used, and no more than one. One caller at a time.</summary>
/// <typeparam name="T">A page.</typeparam>
internal sealed class ReadAhead<T> : IAsyncDisposable
{
    private Task<T>? _next;

    /// <summary>Begins to read. Also what answers at once is read elsewhere, since the page before waits to be used.</summary>
    public void Begin(Func<Task<T>> read) => _next = RunAsync(read);

    /// <summary>What was begun, once; null if nothing was.</summary>
    public Task<T>? Take()
    {
        var next = _next;
        _next = null;
        return next;
    }

    /// <summary>Waits until nobody reads any more; whoever began it has it cancelled before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Take() is Task abandoned)
            await abandoned.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<T> RunAsync(Func<Task<T>> read)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await read();
    }
}
