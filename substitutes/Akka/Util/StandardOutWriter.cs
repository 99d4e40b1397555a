namespace Akka.Util;

/// <summary>Writes to standard output, one whole coloured message at a time.</summary>
public static class StandardOutWriter
{
    private static readonly Lock Gate = new();

    public static void Write(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Coloured(foregroundColor, backgroundColor, () => Console.Write(message));

    public static void WriteLine(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Coloured(foregroundColor, backgroundColor, () => Console.WriteLine(message));

    private static void Coloured(ConsoleColor? foreground, ConsoleColor? background, Action write)
    {
        lock (Gate)
        {
            if (Console.IsOutputRedirected || (foreground is null && background is null))
            {
                write();
                return;
            }

            Console.ForegroundColor = foreground ?? Console.ForegroundColor;
            Console.BackgroundColor = background ?? Console.BackgroundColor;
            write();
            Console.ResetColor();
        }
    }
}
