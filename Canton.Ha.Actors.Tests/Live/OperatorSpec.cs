using System.Text.Json;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>The product as it is delivered, run as a service on PostgreSQL.</summary>
public sealed class OperatorSpec(SharedPostgres postgres, ITestOutputHelper output) : IClassFixture<SharedPostgres>
{
    [Fact]
    public async Task A_switchover_and_an_end_can_be_followed_in_a_log_of_json_lines()
    {
        await using var replicas = new ReplicaSet(ReplicaSet.Postgres(await postgres.CreateDatabaseAsync()), "participant1", "participant2")
        {
            Command = (_, arguments) => NodeCommand.Product([.. arguments, "--log-format", "json"]),
        };
        await replicas.StartAsync();

        await replicas.TellAsync(output, async active =>
        {
            var before = await active.FirstClaimAsync();
            active.Signal(Signals.Terminate);
            var successor = await replicas.SuccessorAsync(active, Bounds.Takeover);
            (await active.WaitForExitAsync(Bounds.Stop)).Should().Be(0);

            var handedOver = Events(active, "handed-over").Should().ContainSingle().Subject;
            handedOver.GetProperty("replica").GetString().Should().Be(active.Name);
            handedOver.GetProperty("successor").GetString().Should().Be(successor.Name);
            handedOver.GetProperty("term").GetInt64().Should().Be(before.Term);
            handedOver.GetProperty("successorTerm").GetInt64().Should().Be((await successor.FirstClaimAsync()).Term);
            Events(successor, "role-changed").Select(e => e.GetProperty("role").GetString()).Should().ContainInOrder("passive", "promoting", "active");
        });
    }

    /// <summary>Every line must be JSON: nobody typed anything.</summary>
    private static List<JsonElement> Events(NodeProcess node, string kind) =>
    [
        .. node.Log.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("event", out var found) && found.GetString() == kind),
    ];
}
