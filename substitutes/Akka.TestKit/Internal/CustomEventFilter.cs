using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Log events that a function accepts.</summary>
public class CustomEventFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
{
    /// <inheritdoc />
    protected override string FilterDescriptiveName => "Custom";

    /// <inheritdoc />
    protected override bool IsMatch(LogEvent evt) => predicate(evt);
}
