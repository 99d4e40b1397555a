using System.Text.RegularExpressions;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Whoever types what docs/operations.md shows gets what it shows.</summary>
public sealed class OperationsSpec(SharedPostgres postgres) : IClassFixture<SharedPostgres>, IAsyncLifetime
{
    private const string Document = "docs/operations.md";

    /// <summary>What the shell of whoever types has done.</summary>
    private const string ReadsEnvironment = "set -a; . /etc/canton-ha/environment; set +a";

    /// <summary>The console of a machine that runs many tests may wait longer for a node.</summary>
    private const string Patience = """

        canton.remote-participants {
          participant1.timeouts { connect = 30s, request = 30s }
          participant2.timeouts { connect = 30s, request = 30s }
        }
        """;

    private static readonly string[] s_portsShown = ["5011", "5012", "5021", "5022", "8081", "8082"];

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-operations-").FullName;

    /// <summary>What the document has, and its counterpart here: another server, and other ports, which may be in use on a machine that runs tests.</summary>
    private readonly Dictionary<string, string> _here = s_portsShown.ToDictionary(port => port, _ => $"{PostgresServer.FreePort()}");

    public async Task InitializeAsync()
    {
        (_here["/etc/canton-ha"], _here["db.example.org"], _here["5432"]) = (_folder, "127.0.0.1", $"{postgres.Server.Port}");
        await File.WriteAllTextAsync(Path.Combine(_folder, "canton.conf"), Here(ReadmeSession.BlocksOf(Document, "hocon").Single()) + Patience);
        await File.WriteAllTextAsync(Path.Combine(_folder, "environment"), Here(ReadmeSession.BlocksOf(Document, "ini").Single()));
        await ProgramAsync("canton-ha", $"exec {string.Join(' ', NodeCommand.Product())} \"$@\"");
        await ProgramAsync("systemctl", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Canton.Ha.Actors.Tests/Support/systemctl.sh")));
    }

    public async Task DisposeAsync()
    {
        await Tool.RunAsync("bash", "-c", "cat \"$1\"/*.pid | xargs --no-run-if-empty kill -KILL 2>/dev/null || true", "--", _folder);
        foreach (var database in new[] { "participant", "restored" })
            await postgres.Server.ExecuteAsync("postgres", $"drop database if exists {database} with (force)");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_it_shows_is_what_happens()
    {
        var steps = ReadmeSession.Read(Document);
        (await File.ReadAllTextAsync(Path.Combine(Repository.Root, Document))).Should().Contain($"`{ReadsEnvironment}`");
        steps.Should().HaveCountGreaterThan(20).And.OnlyContain(step => !step.IsForNode);
        foreach (var step in steps)
        {
            var run = await RunAsync(Here($"{ReadsEnvironment}; {step.Typed}"));
            string[] lines = run.Exit == 0 ? [.. run.Output] : [.. run.Output, .. run.Errors];
            lines.Should().Match<string[]>(answer => step.IsAnsweredBy(answer), "{0} is answered by\n{1}\nand not by\n{2}\nNodes wrote:\n{3}", step.Typed, string.Join('\n', step.Answer), string.Join('\n', lines), Logs());
        }
    }

    private Task<ConsoleRun> RunAsync(string typed) => ConsoleRun.OfProgramAsync(
        [
            "env", "-C", _folder, $"PATH={_folder}:{Environment.GetEnvironmentVariable("PATH")}", "PGUSER=postgres",
            $"UNIT={Path.Combine(Repository.Root, "deploy/systemd/canton-ha@.service")}", "bash", "-c", typed,
        ],
        input: "");

    private string Here(string text) =>
        Regex.Replace(text, string.Join('|', _here.Keys.Select(Regex.Escape)), match => _here[match.Value], RegexOptions.None, TimeSpan.FromSeconds(1));

    private string Logs() => string.Join('\n', Directory.GetFiles(_folder, "*.log").Select(File.ReadAllText));

    private async Task ProgramAsync(string name, string script)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, script.StartsWith("#!", StringComparison.Ordinal) ? script : $"#!/bin/bash\n{script}\n");
        await Tool.RunAsync("chmod", "+x", file);
    }
}
