namespace Canton.Ha.Actors.Demo;

/// <summary>The demo cannot go on. The message is one sentence that says why.</summary>
internal sealed class DemoFailedException(string message, Exception? cause = null) : Exception(message, cause);
