using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>
/// The long run: random faults, several at a time, while every active replica appends rows for as long as the database lets it.
/// <c>CHAOS_SECONDS</c> says how long (60), <c>CHAOS_SEED</c> repeats the choices of a run.
/// </summary>
public sealed class ChaosSpec(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly PartitionedReplicas _replicas = new();

    public Task InitializeAsync() => _replicas.StartAsync("participant1", "participant2", "participant3");

    public Task DisposeAsync() => _replicas.DisposeAsync();

    [Fact]
    public async Task Whatever_happens_no_row_of_an_older_term_is_committed_after_the_barrier_of_a_newer_one()
    {
        var length = TimeSpan.FromSeconds(RunOption.Number("CHAOS_SECONDS", 20));
        var seed = RunOption.Number("CHAOS_SEED", Random.Shared.Next());
        output.WriteLine($"CHAOS_SEED={seed}");
        var faults = new RandomFaults(_replicas, new Random(seed));

        await _replicas.Set.TellAsync(output, Workload.Short, async _ =>
        {
            await faults.StrikeAsync(length);
            var active = await _replicas.Set.Replicas.HealAsync();
            await _replicas.Set.Rows.GrowAsync((await active.FirstClaimAsync()).Term);
        });

        var (rows, terms) = (await _replicas.Set.Rows.CountAsync(), await _replicas.Set.Rows.CountTermsAsync());
        output.WriteLine($"{rows} rows in {terms} terms after {faults.Summary}");
        terms.Should().BeGreaterThan((long)(length.TotalSeconds / 10), "a term may not end without a successor");
        rows.Should().BeGreaterThan((long)length.TotalSeconds * 5, "replicas must get to work between the faults");
    }
}
