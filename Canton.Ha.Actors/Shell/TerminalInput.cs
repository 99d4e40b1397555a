using Akka.Actor;

namespace Canton.Ha.Actors.Shell;

/// <summary>Reads lines on a thread of its own, which may block for ever, and tells them to the console.</summary>
public sealed class TerminalInput(TextReader input, IActorRef console)
{
    /// <summary>Begins to read.</summary>
    public void Start() => new Thread(Read) { IsBackground = true, Name = "terminal-input" }.Start();

    private void Read()
    {
        while (input.ReadLine() is { } line)
            console.Tell(new ConsoleProtocol.Line(line));

        console.Tell(ConsoleProtocol.InputEnded.Instance);
    }
}
