using System.Text.Json;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

/// <summary>The Ledger API as a client sees it that has nothing in common with this project: Debian's grpcio, and messages learned by reflection.</summary>
public sealed class PythonClientSpec
{
    private static readonly string Script = Path.Combine(Repository.Root, "Canton.Ha.Actors.Tests", "Support", "ledger_client.py");

    [Fact]
    public async Task A_client_of_another_make_submits_and_reads()
    {
        await using var ledger = await LedgerBench.StartAsync();
        var alice = ledger.Party("alice");
        await ledger.AllocateAsync(alice);
        await using var bench = await LedgerApiBench.StartAsync(ledger.Ledger);

        var said = await Tool.RunAsync("/usr/bin/python3", Script, $"127.0.0.1:{bench.Port}", alice);

        using var answer = JsonDocument.Parse(said);
        var told = answer.RootElement;
        var update = await ledger.Store.FindUpdateAsync(told.GetProperty("offset").GetInt64(), default);
        told.GetProperty("updateId").GetString().Should().Be(update!.UpdateId);
        told.GetProperty("completion").GetProperty("commandId").GetString().Should().Be("from-python");
        told.GetProperty("completion").GetProperty("updateId").GetString().Should().Be(update.UpdateId);
        told.GetProperty("failure").GetProperty("code").GetString().Should().Be("INVALID_ARGUMENT");
        told.GetProperty("failure").GetProperty("message").GetString().Should().StartWith("INVALID_TOKEN(8,");
        told.GetProperty("failure").GetProperty("details").GetBoolean().Should().BeTrue();
    }
}
