using System.Globalization;
using System.Text.RegularExpressions;
using Canton.Ha.Actors.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Somebody looks at the page of a real replica whose ledger is used.</summary>
[Collection(BalancedReplicasTests.Name)]
public sealed partial class LedgerPageSpec(BalancedReplicas site, Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    [Fact(Timeout = BrowserTests.Limit)]
    public Task A_passive_replica_shows_the_ledger_of_whichever_replica_is_active() => site.TellAsync(output, async active =>
    {
        await using var load = await LedgerLoad.StartAsync(site.Haproxy.Ledger, Random.Shared);
        var watcher = site.Replicas.Nodes.First(node => node != active);
        var successor = site.Replicas.Nodes.First(node => node != active && node != watcher);
        var page = await browser.OpenAsync(watcher.Health, []);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync(active.Name);
        await ShouldGrowAsync(page, load);
        await Expect(page.Locator("#synchronizer-list")).ToContainTextAsync("local");
        await Expect(page.Locator("#synchronizer-list")).ToContainTextAsync("● Connected");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Ledger end, from" })).ToBeVisibleAsync();
        await Expect(page.Locator("#ledger-rate")).ToHaveTextAsync(SomeRate());
        await Browser.ShootAsync(page, "ledger");

        await active.TypeAsync($"{active.Name}.replication.set_passive(\"{successor.Name}\")");

        await Expect(PageStory.Hero(page)).ToHaveTextAsync(successor.Name);
        await Expect(page.Locator("#synchronizer-list")).ToContainTextAsync("● Connected");
        await ShouldGrowAsync(page, load);
        await load.EndAsync();
    });

    private static async Task ShouldGrowAsync(IPage page, LedgerLoad load)
    {
        await Expect(page.Locator("#ledger-end")).ToHaveTextAsync(SomeNumber());
        var before = await EndAsync(page);
        await load.GrowAsync();
        await Eventually.BecomesTrueAsync($"the page shows an end after {before}", async () => await EndAsync(page) > before, Bounds.Back);
    }

    private static async Task<long> EndAsync(IPage page) =>
        long.Parse(await page.Locator("#ledger-end").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[\d,]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SomeNumber();

    [GeneratedRegex(@"^[1-9][\d,]* updates/s$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SomeRate();
}
