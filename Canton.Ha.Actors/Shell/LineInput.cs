using System.Collections.Concurrent;

namespace Canton.Ha.Actors.Shell;

/// <summary>Reads lines from a file or a pipe, on a thread of its own, which may block for ever; only when one is asked for.</summary>
internal sealed class LineInput : ISessionInput
{
    private readonly TextReader _input;
    private readonly BlockingCollection<TaskCompletionSource<string?>> _asked = new(boundedCapacity: 1);

    public LineInput(TextReader input)
    {
        _input = input;
        new Thread(Read) { IsBackground = true, Name = "line-input" }.Start();
    }

    public async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Add(line, cancellation);
        return await line.Task.WaitAsync(cancellation);
    }

    /// <summary>Nobody types here; Ctrl-C is a signal to the process.</summary>
    public IDisposable? OnInterrupt(Action interrupt) => null;

    private void Read()
    {
        foreach (var line in _asked.GetConsumingEnumerable())
            try
            {
                line.TrySetResult(_input.ReadLine());
            }
            catch (IOException e)
            {
                line.TrySetException(e);
            }
    }
}
