using System.Collections.Concurrent;
using Akka.Event;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A log that keeps what it is told: the level, and the sentence.</summary>
internal sealed class SaidLines() : LoggingAdapterBase(DefaultLogMessageFormatter.Instance)
{
    private readonly ConcurrentQueue<string> _lines = [];

    /// <summary>Such as <c>Warning: what happened</c>.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public override bool IsDebugEnabled => true;

    public override bool IsErrorEnabled => true;

    public override bool IsInfoEnabled => true;

    public override bool IsWarningEnabled => true;

    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) =>
        _lines.Enqueue($"{logLevel.ToString().Replace("Level", "", StringComparison.Ordinal)}: {message}{(cause is null ? "" : $" ({cause})")}");
}
