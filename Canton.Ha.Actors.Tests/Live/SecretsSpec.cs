using System.IO.Compression;
using System.Text;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Admin.Health.V30;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>A real process that has secrets of every kind, and everything that can be got out of it.</summary>
[Collection(SharedPostgresTests.Name)]
public sealed class SecretsSpec(SharedPostgres postgres) : IDisposable
{
    private const string Marked = "s3cret-and-marked-and-longer-than-32-bytes";

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-secrets-").FullName;
    private readonly int _admin = PostgresServer.FreePort();
    private readonly int _health = PostgresServer.FreePort();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_secret_is_in_a_log_an_answer_an_error_a_check_or_a_dump()
    {
        var configuration = await ConfigureAsync();
        var seen = new StringBuilder();
        await using (var node = NodeProcess.Start("node", new Uri($"http://127.0.0.1:{_health}"), NodeCommand.Product("--config", configuration, "-C", $"akka.remote.auth-token={Marked}")))
        {
            await Eventually.BecomesTrueAsync("it is active", node.IsActiveAsync, Bounds.Start);
            seen.AppendLine(await node.GetTextAsync());
            seen.AppendLine(await AskAsync());
            await RunConsoleAsync(seen);
            node.Signal(Signals.Terminate);
            await node.WaitForExitAsync(Bounds.Stop);
            seen.AppendJoin('\n', node.Log);
        }

        await RunAsync(seen, "check", "--config", configuration);
        await RunAsync(seen, "--config", configuration, "-C", $"canton.participants.p1.admin-api.admin-token-config.fixed-admin-tokn={Marked}");

        seen.ToString().Should().Contain("was refused").And.Contain("fixed-admin-token = \"****\"").And.NotContain(Marked).And.NotContain(TestTokens.Of("mallory")[..20]);
    }

    /// <summary>The database of the tests takes any password.</summary>
    private async Task<string> ConfigureAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        var file = Path.Combine(_folder, "node.conf");
        await File.WriteAllTextAsync(file, $$"""
            canton.participants.p1 {
              storage { type = postgres, config.properties { serverName = "{{database.Hosts[0]}}", portNumber = {{database.Port}}, databaseName = "{{database.Database}}", user = "{{database.User}}", password = "{{Marked}}" } }
              ledger-api.auth-services = [{ type = unsafe-jwt-hmac-256, secret = "{{Marked}}" }]
              admin-api { port = {{_admin}}, admin-token-config.fixed-admin-token = "{{Marked}}" }
              monitoring.http-health-server { address = 127.0.0.1, port = {{_health}} }
            }
            """);
        return file;
    }

    /// <summary>A dump for who has the token, and a refusal for who has another one.</summary>
    private async Task<string> AskAsync()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_admin}");
        var client = new StatusService.StatusServiceClient(channel);
        using var archive = new MemoryStream();
        using var dump = client.HealthDump(new HealthDumpRequest(), Headers(Marked), AdminClient.Deadline);
        while (await dump.ResponseStream.MoveNext(default))
            dump.ResponseStream.Current.Chunk.WriteTo(archive);
        var refusal = await GrpcFailure.OfAsync(async () => await client.SetLogLevelAsync(new SetLogLevelRequest { Level = "DEBUG" }, Headers(TestTokens.Of("mallory")), AdminClient.Deadline));
        refusal.Code.Should().Be(StatusCode.Unauthenticated);
        return $"{Unpacked(archive)}\n{refusal.Message}";
    }

    private async Task RunConsoleAsync(StringBuilder seen)
    {
        var token = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(token, Marked);
        var run = await ConsoleRun.OfAsync("--admin", $"127.0.0.1:{_admin}", "--token-file", token, "--execute", "p1.health.status()");
        run.ShouldHaveEndedWith(0);
        seen.AppendJoin('\n', run.Output.Concat(run.Errors));
    }

    private static Metadata Headers(string token) => new() { { "authorization", $"Bearer {token}" } };

    private static string Unpacked(Stream archive)
    {
        using var zip = new ZipArchive(archive);
        return string.Join('\n', zip.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
    }

    private static async Task RunAsync(StringBuilder seen, params string[] arguments)
    {
        var run = await ConsoleRun.OfProgramAsync(NodeCommand.Product(arguments), "");
        seen.AppendLine().AppendJoin('\n', run.Output.Concat(run.Errors));
    }
}
