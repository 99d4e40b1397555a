using System.Diagnostics.Tracing;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Counts calls and messages, for <c>dotnet-counters</c>; names of source, events and counters are the package's.</summary>
[EventSource(Name = "Grpc.AspNetCore.Server")]
internal sealed class ServerEvents : EventSource
{
    public static readonly ServerEvents Log = new();

    private readonly List<PollingCounter> _counters = [];
    private long _calls;
    private long _current;
    private long _failed;
    private long _exceeded;
    private long _sent;
    private long _received;
    private long _unimplemented;

    [Event(1, Level = EventLevel.Verbose)]
    public void CallStart(string method)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Increment(ref _current);
        WriteEvent(1, method);
    }

    [Event(2, Level = EventLevel.Verbose)]
    public void CallStop()
    {
        Interlocked.Decrement(ref _current);
        WriteEvent(2);
    }

    [Event(3, Level = EventLevel.Error)]
    public void CallFailed(StatusCode statusCode)
    {
        Interlocked.Increment(ref _failed);
        WriteEvent(3, (int)statusCode);
    }

    [Event(4, Level = EventLevel.Error)]
    public void CallDeadlineExceeded()
    {
        Interlocked.Increment(ref _exceeded);
        WriteEvent(4);
    }

    [Event(5, Level = EventLevel.Verbose)]
    public void MessageSent()
    {
        Interlocked.Increment(ref _sent);
        WriteEvent(5);
    }

    [Event(6, Level = EventLevel.Verbose)]
    public void MessageReceived()
    {
        Interlocked.Increment(ref _received);
        WriteEvent(6);
    }

    [Event(7, Level = EventLevel.Verbose)]
    public void CallUnimplemented(string method)
    {
        Interlocked.Increment(ref _unimplemented);
        WriteEvent(7, method);
    }

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command != EventCommand.Enable || _counters.Count > 0)
            return;

        Poll("total-calls", "Total Calls", () => Volatile.Read(ref _calls));
        Poll("current-calls", "Current Calls", () => Volatile.Read(ref _current));
        Poll("calls-failed", "Total Calls Failed", () => Volatile.Read(ref _failed));
        Poll("calls-deadline-exceeded", "Total Calls Deadline Exceeded", () => Volatile.Read(ref _exceeded));
        Poll("messages-sent", "Total Messages Sent", () => Volatile.Read(ref _sent));
        Poll("messages-received", "Total Messages Received", () => Volatile.Read(ref _received));
        Poll("calls-unimplemented", "Total Calls Unimplemented", () => Volatile.Read(ref _unimplemented));
    }

    [NonEvent]
    private void Poll(string name, string title, Func<double> read) => _counters.Add(new PollingCounter(name, this, read) { DisplayName = title });
}
