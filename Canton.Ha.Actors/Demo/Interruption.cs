using System.Runtime.InteropServices;

namespace Canton.Ha.Actors.Demo;

/// <summary>Ctrl-C, SIGTERM and a closed terminal, as a token: what was started is to be cleaned up before the process ends.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals = [Hear(PosixSignal.SIGINT), Hear(PosixSignal.SIGTERM), Hear(PosixSignal.SIGHUP)];

    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _asked.Dispose();
    }

    private PosixSignalRegistration Hear(PosixSignal signal) => PosixSignalRegistration.Create(signal, heard =>
    {
        heard.Cancel = true;
        _asked.Cancel();
    });
}
