namespace Canton.Ha.Actors.Shell;

/// <summary>What the console hears.</summary>
public static class ConsoleProtocol
{
    /// <summary>A line was typed or read from a script.</summary>
    public sealed record Line(string Text);

    /// <summary>Standard input has ended.</summary>
    public sealed record InputEnded
    {
        /// <summary>The only one.</summary>
        public static readonly InputEnded Instance = new();
    }

    /// <summary>A command that took its time has been answered.</summary>
    internal sealed record Answered(string Text);
}
