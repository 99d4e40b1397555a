using System.Collections.Concurrent;
using Akka.Event;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Keeps what it is told, each with its level before it.</summary>
internal sealed class NotedLog() : LoggingAdapterBase(DefaultLogMessageFormatter.Instance)
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public override bool IsDebugEnabled => true;

    public override bool IsErrorEnabled => true;

    public override bool IsInfoEnabled => true;

    public override bool IsWarningEnabled => true;

    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) => _lines.Enqueue($"{logLevel}: {message}");
}
