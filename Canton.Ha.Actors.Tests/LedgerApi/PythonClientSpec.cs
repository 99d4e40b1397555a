using System.Text.Json;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

/// <summary>The Ledger API as a client sees it that has nothing in common with this project: Debian's grpcio, and messages learned by reflection.</summary>
public sealed class PythonClientSpec
{
    [Fact]
    public async Task A_client_of_another_make_submits_and_reads()
    {
        var story = new LedgerStory();
        await story.AllocateAsync("alice");
        story.Ledger.Outcome = async (submission, _) => await story.CreateAsync(submission.Change.CommandId, [.. submission.ActAs]);
        await using var bench = await LedgerApiBench.StartAsync(story.Ledger);

        var said = await Tool.RunAsync("/usr/bin/python3", Path.Combine(Repository.Root, "Canton.Ha.Actors.Tests", "Support", "ledger_client.py"), $"127.0.0.1:{bench.Port}");

        using var answer = JsonDocument.Parse(said);
        var told = answer.RootElement;
        told.GetProperty("updateId").GetString().Should().Be(story.Last.UpdateId);
        told.GetProperty("offset").GetInt64().Should().Be(story.Last.Offset);
        told.GetProperty("completion").GetProperty("commandId").GetString().Should().Be("from-python");
        told.GetProperty("completion").GetProperty("updateId").GetString().Should().Be(story.Last.UpdateId);
        told.GetProperty("failure").GetProperty("code").GetString().Should().Be("INVALID_ARGUMENT");
        told.GetProperty("failure").GetProperty("message").GetString().Should().StartWith("INVALID_TOKEN(8,");
        told.GetProperty("failure").GetProperty("details").GetBoolean().Should().BeTrue();
    }
}
