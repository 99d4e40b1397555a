using System.Globalization;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.LedgerApi;

/// <summary>Whatever is sent to it, the Ledger API goes on serving. The same tries are made again with the seed that is printed, in FUZZ_SEED.</summary>
public sealed class LedgerFuzzSpec(ITestOutputHelper output)
{
    private const int Tries = 3_000;
    private const int AtATime = 16;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Mangled_requests_leave_the_server_serving()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1_000_000_000);
        output.WriteLine($"FUZZ_SEED={seed}");
        var story = new LedgerStory();
        await story.AllocateAsync("alice");
        await using var bench = await LedgerApiBench.StartAsync(story.Ledger);
        using var mangled = new MangledRequests(bench.Port, [.. LedgerServices.All.Methods]);
        using var limit = new CancellationTokenSource(Limit);
        var client = new VersionService.VersionServiceClient(bench.Channel);

        await Parallel.ForAsync(0, Tries, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = limit.Token }, async (i, cancellation) =>
        {
            await mangled.SendAsync(seed + i, cancellation);
            if (i % 100 == 0)
                (await client.GetLedgerApiVersionAsync(new GetLedgerApiVersionRequest(), cancellationToken: cancellation)).Version.Should().NotBeEmpty("it serves after try {0}", i);
        });

        (await client.GetLedgerApiVersionAsync(new GetLedgerApiVersionRequest())).Version.Should().NotBeEmpty();
    }
}
