using System.Diagnostics;

namespace Grpc.Peers.Tests.Support;

/// <summary>npm's @grpc/grpc-js of one version, installed once per machine into a folder for temporary files.</summary>
internal static class GrpcJs
{
    private const string Version = "1.14.1";

    private static readonly Lazy<Task<string>> Installed = new(InstallOnceAsync);

    /// <summary>The folder of the packages.</summary>
    public static Task<string> InstallAsync() => Installed.Value;

    private static async Task<string> InstallOnceAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"grpc-js-{Version}");
        var packages = Path.Combine(folder, "node_modules");
        var done = Path.Combine(folder, "installed");
        if (File.Exists(done))
            return packages;

        Directory.CreateDirectory(folder);
        string[] arguments = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", $"@grpc/grpc-js@{Version}"];
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("npm did not start.");
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm could not install @grpc/grpc-js {Version} into {folder}: {errors}{await output}");

        await File.WriteAllTextAsync(done, Version);
        return packages;
    }
}
