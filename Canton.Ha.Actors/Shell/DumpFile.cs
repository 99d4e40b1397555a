namespace Canton.Ha.Actors.Shell;

/// <summary>Writes a dump into a new file, or none at all.</summary>
internal static class DumpFile
{
    /// <summary>Returns the length in bytes.</summary>
    /// <exception cref="CommandFailedException">The file is there already, or cannot be written, or the node failed.</exception>
    public static async Task<long> WriteAsync(string file, IConsoleNode node, CancellationToken cancellation)
    {
        if (File.Exists(file) || Directory.Exists(file))
            throw new CommandFailedException(FailureKind.Mistake, $"{file} is there already; name a new file.");
        try
        {
            return await WriteWholeAsync(file, node, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFailedException(FailureKind.Mistake, $"The dump cannot be written to {file}: {e.Message}");
        }
    }

    /// <summary>What has the name is whole.</summary>
    private static async Task<long> WriteWholeAsync(string file, IConsoleNode node, CancellationToken cancellation)
    {
        var part = $"{file}.part";
        try
        {
            await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
                await node.DumpAsync(stream, cancellation);
            File.Move(part, file);
            return new FileInfo(file).Length;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
