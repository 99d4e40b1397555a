using Akka.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting.Logging;

/// <summary>Makes the logging of the application known to an actor system.</summary>
public class LoggerFactorySetup(ILoggerFactory loggerFactory) : Setup
{
    /// <summary>The logging of the application.</summary>
    public ILoggerFactory LoggerFactory { get; } = loggerFactory;
}
