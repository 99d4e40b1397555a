using System.Diagnostics;

namespace Grpc.Peers.Tests.Support;

/// <summary>Another implementation of gRPC: the program that runs its scripts, and where it finds its packages.</summary>
internal sealed record Peer(string Program, string Extension, string? PackageFolder)
{
    /// <summary>Debian's own Python, because its grpcio is of no use to any other.</summary>
    public static Task<Peer> PythonAsync() => Task.FromResult(new Peer("/usr/bin/python3", "py", PackageFolder: null));

    public static async Task<Peer> NodeAsync() => new("node", "js", await GrpcJs.InstallAsync());

    /// <summary>Runs <c>client</c> or <c>server</c>.</summary>
    public Process Start(string role, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Peers", $"{role}.{Extension}"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (PackageFolder is not null)
            start.Environment["NODE_PATH"] = PackageFolder;
        return Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
    }
}
