using System.Text.RegularExpressions;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Canton.Ha.Actors.Tests.Deploy;

/// <summary>What can be known of the image where there is nobody to build it.</summary>
public sealed partial class DockerfileSpec
{
    private static readonly string s_text = DeployFiles.Text("Dockerfile");
    private static readonly string[] s_context = DeployFiles.Text(".dockerignore").Split('\n');

    private static IEnumerable<string> Copied => Copy().Matches(s_text).SelectMany(match => match.Groups["source"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Everything_that_it_copies_is_there_and_is_sent_to_the_builder() =>
        Copied.Should().HaveCountGreaterThan(5).And.OnlyContain(source => Exists(source) && IsSent(source));

    [Fact]
    public void What_every_project_of_the_node_needs_is_copied() =>
        Directory.GetFiles(Repository.Root).Select(Path.GetFileName).Where(file => file is "global.json" or "BannedSymbols.txt" or ".editorconfig" || file!.StartsWith("Directory.", StringComparison.Ordinal))
            .Should().BeSubsetOf(Copied);

    [Fact]
    public void It_runs_the_node_without_the_rights_of_root_and_asks_whether_it_is_ready()
    {
        s_text.Should().Contain("\nUSER $APP_UID\n").And.Contain($"ENTRYPOINT [\"/canton/{typeof(Canton.Ha.Actors.Node.CommandLine).Assembly.GetName().Name}\"]");
        s_text.Should().Contain($"CMD [\"/canton/healthcheck\", \"{DeployFiles.Nodes.Select(node => node.Health!.Port).Distinct().Single()}\"]");
        Exposed().Match(s_text).Groups["ports"].Value.Split(' ').Select(int.Parse).Should().BeEquivalentTo(DeployFiles.Nodes.SelectMany(DeployFiles.PortsOf).Distinct());
    }

    [Fact]
    public void Its_base_is_for_the_machines_that_the_program_is_for_wherever_it_is_built()
    {
        DeployFiles.Text("Canton.Ha.Actors/Properties/PublishProfiles/linux-x64.pubxml").Should().Contain("<RuntimeIdentifier>linux-x64</RuntimeIdentifier>");
        s_text.Should().Contain("\nFROM --platform=linux/amd64 mcr.microsoft.com/dotnet/runtime-deps:").And.Contain("\nFROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:");
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public async Task Its_health_check_tells_what_the_health_server_says(int status, int exit)
    {
        var asked = "";
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context =>
        {
            (asked, context.Response.StatusCode) = (context.Request.Path.Value, status);
            return context.Response.WriteAsync("participant1 : ...\n");
        });
        await server.StartAsync();

        (await CheckAsync(new Uri(server.Urls.Single()).Port)).ShouldHaveEndedWith(exit);
        asked.Should().Be("/health/ready");
    }

    [Fact]
    public async Task Its_health_check_fails_where_nobody_answers() => (await CheckAsync(PostgresServer.FreePort())).ShouldHaveEndedWith(1);

    private static Task<ConsoleRun> CheckAsync(int port) => ConsoleRun.OfProgramAsync([DeployFiles.PathOf("deploy/docker/healthcheck"), $"{port}"], input: "");

    private static bool IsSent(string source) =>
        s_context.Where(line => line.StartsWith('!')).Any(line => $"{source.TrimEnd('/')}/".StartsWith($"{line[1..]}/", StringComparison.Ordinal));

    private static bool Exists(string source) => File.Exists(DeployFiles.PathOf(source)) || Directory.Exists(DeployFiles.PathOf(source));

    [GeneratedRegex(@"^COPY (?!--from)(?<source>.+) \S+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Copy();

    [GeneratedRegex("^EXPOSE (?<ports>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Exposed();
}
