using System.Diagnostics;

namespace Grpc.Peers.Tests.Support;

/// <summary>npm's @grpc/grpc-js of one version, installed once per user into a folder for temporary files.</summary>
internal static class GrpcJs
{
    private const string Version = "1.14.1";

    private static readonly Lazy<Task<string>> Installed = new(InstallOnceAsync);

    /// <summary>The folder of the packages.</summary>
    public static Task<string> InstallAsync() => Installed.Value;

    private static async Task<string> InstallOnceAsync()
    {
        var done = Path.Combine(Path.GetTempPath(), $"npm-grpc-js-{Version}-{Environment.UserName}");
        if (!Directory.Exists(done))
            Publish(await InstallIntoAsync(Directory.CreateTempSubdirectory("npm-grpc-js-").FullName), done);
        return Path.Combine(done, "node_modules");
    }

    private static async Task<string> InstallIntoAsync(string folder)
    {
        string[] arguments = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", $"@grpc/grpc-js@{Version}"];
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("npm did not start.");
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm could not install @grpc/grpc-js {Version} into {folder}: {errors}{await output}");

        return folder;
    }

    /// <summary>Moved as a whole, so that nobody finds half of it. Another run may have been faster; then that one's is as good.</summary>
    private static void Publish(string folder, string done)
    {
        try
        {
            Directory.Move(folder, done);
        }
        catch (IOException) when (Directory.Exists(done))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
