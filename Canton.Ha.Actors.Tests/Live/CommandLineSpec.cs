using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>What a node says to whoever starts it in the wrong way: exit code 2 and one sentence per problem, with nothing started.</summary>
public sealed class CommandLineSpec : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-command-").FullName;

    private string Store => Path.Combine(_folder, "participant.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("replication { set-pasive-timeout = 5s }", "*node.conf:2: *set-pasive-timeout*set-passive-timeout*")]
    [InlineData("replication.connection-pool.connection.lock.proof-expiry = soon", "*node.conf:2: *proof-expiry*")]
    [InlineData("monitoring.http-health-server.address = somewhere", "*http-health-server.address*")]
    public async Task A_mistake_in_the_configuration_is_named_with_its_place(string mistake, string sentence)
    {
        var (exit, log) = await RunAsync("--config", Configuration($"\n{mistake}\n"));

        exit.Should().Be(2);
        log.Should().ContainMatch(sentence);
        File.Exists(Store).Should().BeFalse();
    }

    [Theory]
    [InlineData("--config /nowhere/node.conf", "*/nowhere/node.conf*")]
    [InlineData("--confg node.conf", "*--confg*")]
    [InlineData("-C canton.participants.one.storage.type=memory --node two", "*--node two: there is no such replica; there are one.")]
    public async Task A_mistake_on_the_command_line_is_named(string arguments, string sentence)
    {
        var (exit, log) = await RunAsync(arguments.Split(' '));

        exit.Should().Be(2);
        log.Should().ContainMatch(sentence);
    }

    [Theory]
    [InlineData("monitoring.http-health-server")]
    [InlineData("monitoring.grpc-health-server")]
    [InlineData("admin-api")]
    public async Task A_port_in_use_is_named_before_anything_is_started(string server)
    {
        var port = PostgresServer.FreePort();
        using var taken = new SilentHost("127.0.0.1", port);

        var (exit, log) = await RunAsync("--config", Configuration($"\n{server} {{ address = 127.0.0.1, port = {port} }}\n"));

        exit.Should().Be(2);
        log.Should().ContainSingle().Which.Should().Match($"*{server}.port: port {port} of 127.0.0.1 is already in use*");
        File.Exists(Store).Should().BeFalse();
    }

    [Fact]
    public async Task Started_by_dotnet_run_it_finds_files_where_the_user_stands()
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var fromRoot = Path.GetRelativePath("/", Configuration(""));

        var report = await Tool.RunAsync(
            "dotnet", "run", "--no-build", "-c", configuration, "--project", Path.Combine(Repository.Root, "Canton.Ha.Actors"), "--", "check", "--config", fromRoot);

        report.Should().Contain("lock ids: main ");
    }

    [Fact]
    public async Task Check_prints_what_a_configuration_means_and_starts_nothing()
    {
        var (exit, log) = await RunAsync("check", "--config", Path.Combine(Repository.Root, "hocon/postgres.conf"), "-C", "_shared.storage.config.properties.password=verysecret");

        exit.Should().Be(0);
        log.Should().ContainMatch("# lock ids: main *, pool *, migrations *, presence *");
        log.Should().ContainMatch("#   active killed * ms *");
        log.Should().NotContainMatch("*verysecret*");
    }

    private static async Task<(int Exit, IReadOnlyList<string> Log)> RunAsync(params string[] arguments)
    {
        await using var process = NodeProcess.Start("node", new Uri("http://127.0.0.1"), NodeCommand.Product(arguments));
        return (await process.WaitForExitAsync(Bounds.Start), process.Log);
    }

    private string Configuration(string block)
    {
        var file = Path.Combine(_folder, "node.conf");
        File.WriteAllText(file, $$"""canton.participants.one { storage { type = embedded, config.path = "{{Store}}" } {{block}} }""");
        return file;
    }
}
