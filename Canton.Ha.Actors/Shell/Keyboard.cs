using System.Threading.Channels;

namespace Canton.Ha.Actors.Shell;

/// <summary>The keys of a terminal, read on a thread of its own. Ctrl-C is a key like any other, unless somebody wants to be interrupted by it, once.</summary>
internal sealed class Keyboard
{
    /// <summary>What is typed ahead beyond this is dropped, as a terminal does.</summary>
    private const int TypedAheadMax = 4096;

    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateBounded<ConsoleKeyInfo>(new BoundedChannelOptions(TypedAheadMax) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Func<ConsoleKeyInfo> _read;
    private Action? _interrupt;

    /// <param name="read">Waits for a key; throws <see cref="InvalidOperationException"/> when there is no keyboard any more.</param>
    public Keyboard(Func<ConsoleKeyInfo> read)
    {
        _read = read;
        new Thread(Read) { IsBackground = true, Name = "keyboard" }.Start();
    }

    /// <summary>Null when there is no keyboard any more.</summary>
    public async Task<ConsoleKeyInfo?> ReadAsync(CancellationToken cancellation) =>
        await _keys.Reader.WaitToReadAsync(cancellation) && _keys.Reader.TryRead(out var key) ? key : null;

    public IDisposable OnInterrupt(Action interrupt)
    {
        Interlocked.Exchange(ref _interrupt, interrupt);
        return new Interruption(this);
    }

    private void Read()
    {
        try
        {
            while (true)
                Take(_read());
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            _keys.Writer.TryComplete();
        }
    }

    private void Take(ConsoleKeyInfo key)
    {
        var interrupt = key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control } ? Interlocked.Exchange(ref _interrupt, null) : null;
        if (interrupt is null)
            _keys.Writer.TryWrite(key);
        else
            interrupt();
    }

    private sealed class Interruption(Keyboard keyboard) : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref keyboard._interrupt, null);
    }
}
