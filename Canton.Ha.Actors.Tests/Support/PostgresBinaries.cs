using System.Diagnostics;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Finds PostgreSQL's programs and runs them as a user that the server accepts: it refuses to be root.</summary>
internal static class PostgresBinaries
{
    private const string User = "postgres";

    private static readonly string Folder = Find();

    /// <summary>Runs one of the programs to its end.</summary>
    public static Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var (path, all) = Unprivileged(Path.Combine(Folder, program), arguments);
        return Tool.RunAsync(path, all);
    }

    /// <summary>Starts any program as a child process without the rights of root.</summary>
    public static Process StartUnprivileged(string program, params IEnumerable<string> arguments)
    {
        var (path, all) = Unprivileged(program, arguments);
        return Process.Start(new ProcessStartInfo(path, all) { UseShellExecute = false, WorkingDirectory = "/" })!;
    }

    /// <summary>A new folder that belongs to that user.</summary>
    public static async Task<string> HomeAsync(string prefix)
    {
        var home = Directory.CreateTempSubdirectory(prefix).FullName;
        if (Environment.IsPrivilegedProcess)
            await Tool.RunAsync("chown", $"{User}:", home);
        return home;
    }

    private static (string Program, IEnumerable<string> Arguments) Unprivileged(string program, IEnumerable<string> arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid", User, "--regid", User, "--init-groups", program, .. arguments])
            : (program, arguments);

    /// <summary>The newest version of a Debian-style installation, or what the path has.</summary>
    private static string Find()
    {
        const string Installed = "/usr/lib/postgresql";
        var versions = Directory.Exists(Installed) ? Directory.GetDirectories(Installed) : [];
        return versions.OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")))
            ?? throw new InvalidOperationException("PostgreSQL's server programs (initdb, pg_ctl) are neither in /usr/lib/postgresql/*/bin nor in the path; ./build.sh installs them.");
    }
}
