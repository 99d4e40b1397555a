using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The demo as somebody runs it who wants to believe it, and what it leaves behind: nothing.</summary>
public sealed class DemoSpec(SharedPostgres postgres) : IClassFixture<SharedPostgres>, IDisposable
{
    private static readonly TimeSpan DemoMax = TimeSpan.FromMinutes(2);

    private readonly string _temporary = Directory.CreateTempSubdirectory("canton-ha-demo-spec-").FullName;

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public async Task Every_fault_strikes_and_no_command_is_lost_or_doubled()
    {
        await using var demo = Start("--rounds", "1");

        (await demo.WaitForExitAsync(DemoMax)).Should().Be(0, "it wrote:\n{0}", string.Join('\n', demo.Log));

        demo.Log.Should().ContainMatch("* s  participant? is killed (SIGKILL).")
            .And.ContainMatch("* s  participant? is frozen (SIGSTOP)*")
            .And.ContainMatch("* s  participant? is to hand over (set_passive).")
            .And.ContainMatch("* s  participant? is restarted (SIGTERM).");
        var table = demo.Log.SkipWhile(line => !line.StartsWith("fault ", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0).ToList();
        table.Select(row => row.Split("  ")[0]).Should().HaveCount(6).And.EndWith("all");
        table.Should().OnlyContain(row => row.EndsWith("  0     0", StringComparison.Ordinal));
        ShouldHaveLeftNothing();
    }

    [Fact]
    public async Task Interrupted_it_ends_and_removes_what_it_has_started()
    {
        await using var demo = await WithNodesAsync();

        demo.Signal(Signals.Interrupt);

        (await demo.WaitForExitAsync(Bounds.Stop)).Should().Be(130, "it wrote:\n{0}", string.Join('\n', demo.Log));
        ShouldHaveLeftNothing();
    }

    [Fact]
    public async Task Killed_it_takes_its_nodes_with_it()
    {
        await using var demo = await WithNodesAsync();

        demo.Signal(Signals.Kill);

        await Eventually.BecomesTrueAsync("its nodes have ended", () => Task.FromResult(Nodes().Count == 0), Bounds.Start);
    }

    [Fact]
    public async Task Its_databases_are_named_before_they_are_made_and_are_gone_in_the_end()
    {
        var place = new DatabasePlace(new NpgsqlConnectionStringBuilder($"Host=127.0.0.1;Port={postgres.Server.Port};Username=postgres"));
        await using (place)
        {
            await place.CreateAsync(CancellationToken.None);

            var made = await DatabasesAsync();
            made.Should().HaveCount(2).And.OnlyContain(name => place.Announcement.Contains(name, StringComparison.Ordinal));
            var file = Path.Combine(_temporary, "node.conf");
            await File.WriteAllTextAsync(file, $"canton.participants.one {{ {place.StorageOf(DemoSite.Participant, _temporary)} }}");
            ConfigurationLoader.Load([file], [], onlyNode: null).Nodes.Single().Storage.Should().BeOfType<StorageSettings.Postgres>().Which.Database.Should().BeOneOf(made);
        }

        (await DatabasesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named()
    {
        await using var demo = Start("--postgres", $"Host=127.0.0.1;Port={PostgresServer.FreePort()};Username=nobody");

        (await demo.WaitForExitAsync(Bounds.Start)).Should().Be(1);
        demo.Log.Should().ContainMatch("The databases cannot be made on 127.0.0.1, port *: *");
    }

    [Theory]
    [InlineData("--rounds", "0", "--rounds must be 1 to 20.")]
    [InlineData("--postgres", "nonsense", "--postgres: *")]
    [InlineData("--postgres", "Port=5432", "--postgres: Host is missing; give at least \"Host=NAME\".")]
    [InlineData("--node", "participant1", "demo makes its own configuration: --node cannot be given.")]
    public async Task A_mistake_on_its_command_line_is_named(string option, string value, string sentence)
    {
        await using var demo = Start(option, value);

        (await demo.WaitForExitAsync(Bounds.Start)).Should().Be(2);
        demo.Log.Should().ContainMatch(sentence);
    }

    /// <summary>A shell that starts tests in the background has them ignore SIGINT.</summary>
    private NodeProcess Start(params string[] arguments) => NodeProcess.Start(
        "demo",
        new Uri("http://127.0.0.1"),
        NodeCommand.With("--default-signal=INT", NodeCommand.With($"TMPDIR={_temporary}", NodeCommand.Product(["demo", .. arguments]))));

    private async Task<NodeProcess> WithNodesAsync()
    {
        var demo = Start();
        await Eventually.BecomesTrueAsync("its nodes run", () => Task.FromResult(Nodes().Count == 4), Bounds.Start);
        return demo;
    }

    private void ShouldHaveLeftNothing()
    {
        Nodes().Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(_temporary).Should().BeEmpty();
    }

    /// <summary>Processes whose configuration is in the folder of the demo.</summary>
    private List<int> Nodes() =>
        [.. Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _) && CommandOf(folder).Contains(_temporary, StringComparison.Ordinal)).Select(folder => int.Parse(Path.GetFileName(folder)))];

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<List<string>> DatabasesAsync()
    {
        var names = await postgres.Server.ReadAsync<string>("postgres", "select coalesce(string_agg(datname, ','), '') from pg_database where datname like 'canton_ha_demo_%'");
        return [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries)];
    }
}
