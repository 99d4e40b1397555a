using System.Diagnostics.Tracing;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Events and counters of all calls of the process, for <c>dotnet-counters</c> and <c>dotnet-trace</c>. Counts only while somebody listens.</summary>
[EventSource(Name = "Grpc.Net.Client")]
internal sealed class CallEvents : EventSource
{
    public static readonly CallEvents Log = new();

    private readonly List<DiagnosticCounter> _counters = [];
    private long _total;
    private long _current;
    private long _failed;
    private long _late;
    private long _sent;
    private long _received;

    private CallEvents()
    {
    }

    [Event(1, Level = EventLevel.Verbose)]
    public void CallStart(string method)
    {
        Interlocked.Increment(ref _total);
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
        Interlocked.Increment(ref _late);
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

    /// <summary>All that an end means.</summary>
    [NonEvent]
    public void Ended(Status status)
    {
        if (!IsEnabled())
            return;

        if (status.StatusCode == StatusCode.DeadlineExceeded)
            CallDeadlineExceeded();
        if (status.StatusCode != StatusCode.OK)
            CallFailed(status.StatusCode);
        CallStop();
    }

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command != EventCommand.Enable || _counters.Count > 0)
            return;

        Count("total-calls", "Total Calls", () => Volatile.Read(ref _total));
        Count("current-calls", "Current Calls", () => Volatile.Read(ref _current));
        Count("calls-failed", "Total Calls Failed", () => Volatile.Read(ref _failed));
        Count("calls-deadline-exceeded", "Total Calls Deadline Exceeded", () => Volatile.Read(ref _late));
        Count("messages-sent", "Total Messages Sent", () => Volatile.Read(ref _sent));
        Count("messages-received", "Total Messages Received", () => Volatile.Read(ref _received));
    }

    [NonEvent]
    private void Count(string name, string text, Func<double> value) => _counters.Add(new PollingCounter(name, this, value) { DisplayName = text });
}
