using System.Diagnostics;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A lock on a file held by another process, until that is killed.</summary>
public sealed class ForeignLock : IDisposable
{
    private readonly Process _process;

    private ForeignLock(Process process) => _process = process;

    /// <param name="path">The file.</param>
    /// <param name="kind"><c>--exclusive</c> or <c>--shared</c>.</param>
    public static async Task<ForeignLock> TakeAsync(string path, string kind)
    {
        var process = Process.Start(new ProcessStartInfo("flock", [kind, "--no-fork", path, "sh", "-c", "echo taken; exec cat"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() != "taken")
            throw new InvalidOperationException($"flock could not lock {path}.");

        return new ForeignLock(process);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
