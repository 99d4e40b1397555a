using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Configuration.Hocon;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Deploy;

/// <summary>The tables of docs/operations.md say what reference.conf says.</summary>
public class TuningSpec
{
    private static readonly string[] s_profiles = ["fast", "normal", "patient"];
    private static readonly string[] s_document = DeployFiles.Text("docs/operations.md").Split('\n');

    [Fact]
    public void Every_period_of_every_profile_is_there_and_has_its_value()
    {
        var rows = Rows("| key under `replication` |");
        var effective = s_profiles.Select(Effective).ToList();

        foreach (var row in rows)
            row.Skip(1).Take(3).Should().Equal(effective.Select(values => values.Block("replication").Text(row[0].Split('.'))), "{0} has them", row[0]);
        rows.Select(row => row[0]).Should().BeEquivalentTo(KeysOf(effective[0].Block("replication")).Except(["enabled", "profile"]));
    }

    [Fact]
    public void Every_other_key_has_its_default()
    {
        var effective = Effective("fast");

        var rows = Rows("| key | default |");
        rows.Select(row => (row[0], effective.Text(row[0].Split('.')))).Should().NotBeEmpty().And.Equal(rows.Select(row => (row[0], (string?)row[1])));
    }

    [Fact]
    public void Every_alert_has_a_runbook_and_every_runbook_an_alert()
    {
        var alerts = DeployFiles.Text("docs/metrics.md").Split('\n').Where(line => line.StartsWith("| CantonHa", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);

        s_document.Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]).Should().BeEquivalentTo(alerts).And.NotBeEmpty();
    }

    private static HoconObject Effective(string profile)
    {
        var settings = ConfigurationFiles.Of($$"""
            canton.participants.one {
              storage { type = postgres, config.properties { databaseName = participant, user = canton } }
              replication.profile = {{profile}}
            }
            """).Load();
        return HoconReader.Real.ReadText(EffectiveConfiguration.Render(settings), "effective").Block("canton", "participants", "one");
    }

    /// <summary>The cells of the rows of the table that begins so; keys without the quotes.</summary>
    private static IReadOnlyList<string[]> Rows(string header) =>
        [.. s_document.SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray())];

    private static IEnumerable<string> KeysOf(HoconObject block) => block.Fields.SelectMany(
        field => field.Value is HoconObject inner ? KeysOf(inner).Select(key => $"{field.Key}.{key}") : [field.Key]);
}
