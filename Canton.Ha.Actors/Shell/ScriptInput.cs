namespace Canton.Ha.Actors.Shell;

/// <summary>Lines that are known beforehand.</summary>
internal sealed class ScriptInput(IEnumerable<string> lines) : ISessionInput
{
    private readonly Queue<string> _lines = new(lines);

    public Task<string?> ReadLineAsync(CancellationToken cancellation) => Task.FromResult(_lines.TryDequeue(out var line) ? line : null);

    public IDisposable? OnInterrupt(Action interrupt) => null;
}
