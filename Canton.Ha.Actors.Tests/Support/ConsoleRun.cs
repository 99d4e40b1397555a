using System.Diagnostics;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A run of the remote console, or another program, as a process of its own, to its end.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">Lines of standard output.</param>
/// <param name="Errors">Lines of standard error.</param>
internal sealed record ConsoleRun(int Exit, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    public static Task<ConsoleRun> OfAsync(params string[] arguments) => WithInputAsync("", arguments);

    public static Task<ConsoleRun> WithInputAsync(string input, params string[] arguments) =>
        OfProgramAsync(NodeCommand.Product(["console", .. arguments]), input);

    /// <param name="command">Program and arguments.</param>
    /// <param name="input">What is typed.</param>
    public static async Task<ConsoleRun> OfProgramAsync(IReadOnlyList<string> command, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(Bounds.Start);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            throw new TimeoutException($"{string.Join(' ', command)} has not ended within {Bounds.Start}.", e);
        }

        return new ConsoleRun(process.ExitCode, Lines(await output), Lines(await errors));
    }

    public void ShouldHaveEndedWith(int exit) => Exit.Should().Be(exit, "it wrote:\n{0}", string.Join('\n', Output.Concat(Errors)));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
