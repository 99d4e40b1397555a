using System.Threading.Channels;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Hears what a session says without having been asked.</summary>
public sealed class SignalLog
{
    private readonly Channel<SessionSignal> _heard = Channel.CreateUnbounded<SessionSignal>();

    public void Hear(SessionSignal signal) => _heard.Writer.TryWrite(signal);

    public Task<SessionSignal> NextAsync() => _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
}
