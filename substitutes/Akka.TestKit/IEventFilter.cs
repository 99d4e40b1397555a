using Akka.Event;

namespace Akka.TestKit;

/// <summary>Decides which log events a test expects or mutes.</summary>
public interface IEventFilter
{
    /// <summary>Whether an event is one of those meant.</summary>
    bool Apply(LogEvent logEvent);
}
