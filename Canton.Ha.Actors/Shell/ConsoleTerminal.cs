namespace Canton.Ha.Actors.Shell;

/// <summary>Where the console writes, and how.</summary>
/// <param name="Output">Receives answers and, if interactive, the prompt.</param>
/// <param name="IsInteractive">A person types: with prompt, without waiting for slow answers, and the end of the input stops the node. Otherwise the
/// input is a script: without prompt, one command after the other, and at its end the node runs on as a service.</param>
/// <param name="StopNode">Stops the node; called from the console's thread.</param>
public sealed record ConsoleTerminal(TextWriter Output, bool IsInteractive, Action StopNode);
