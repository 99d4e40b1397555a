using System.Text.RegularExpressions;
using Canton.Ha.Actors.Node;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Deploy;

public sealed class SystemdSpec : IDisposable
{
    private const string Program = "/opt/canton-ha/Canton.Ha.Actors";

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-systemd-").FullName;
    private readonly string _unit = DeployFiles.Text("deploy/systemd/canton-ha@.service");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_unit_is_understood_and_leaves_the_node_few_rights()
    {
        var file = Path.Combine(_folder, "canton-ha@participant1.service");
        _unit.Should().Contain($"ExecStart={Program} ");
        await File.WriteAllTextAsync(file, _unit.Replace(Program, "/bin/true", StringComparison.Ordinal));

        var verified = await ConsoleRun.OfProgramAsync(["systemd-analyze", "verify", file], input: "");
        verified.ShouldHaveEndedWith(0);
        verified.Errors.Should().NotContainMatch("*canton-ha@*");
        (await ConsoleRun.OfProgramAsync(["systemd-analyze", "security", "--offline=true", "--threshold=20", file], input: "")).ShouldHaveEndedWith(0);
    }

    [Theory]
    [InlineData("User=canton-ha", "useradd .* canton-ha$")]
    [InlineData("Group=canton-ha", "useradd .*--user-group")]
    [InlineData($"ExecStart={Program} --config /etc/canton-ha/canton.conf ", $"^install -D artifacts/linux-x64/\\S+ {Program}$")]
    [InlineData("EnvironmentFile=-/etc/canton-ha/environment", "^install --mode 600 /dev/null /etc/canton-ha/environment$")]
    [InlineData("Documentation=file:/opt/canton-ha/docs/operations.md", "^install .*docs/operations.md /opt/canton-ha/docs/operations.md$")]
    public void What_the_unit_needs_is_what_the_operator_is_told_to_install(string needed, string told)
    {
        _unit.Should().Contain($"\n{needed}");
        ReadmeSession.BlocksOf("docs/operations.md", "sh").Single().Split('\n').Should().Contain(line => Regex.IsMatch(line, told, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("fast", "TimeoutStopSec=70s")]
    [InlineData("normal", "normal set 200s")]
    [InlineData("patient", "patient 400s")]
    public void A_hand_over_has_the_time_that_it_may_take(string profile, string said)
    {
        _unit.Should().Contain(said).And.Contain("\nKillSignal=SIGTERM\n");
        var node = ConfigurationFiles.Of($"canton.participants.one {{ storage {{ type = embedded, config.path = one.db }}, replication.profile = {profile} }}").Load();

        var time = TimeSpan.FromSeconds(int.Parse(said.Split('=', ' ')[^1].TrimEnd('s')));

        time.Should().BeGreaterThan(GoodEnd.Limit(node) * 2).And.BeLessThan(GoodEnd.Limit(node) * 2.2);
    }
}
