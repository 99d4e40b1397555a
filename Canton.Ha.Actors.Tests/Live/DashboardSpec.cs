using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Canton.Ha.Actors.Tests.Live;

/// <summary>Somebody looks at the pages of real replicas while something happens to them.</summary>
[Collection(WatchedReplicasTests.Name)]
public sealed class DashboardSpec(AppendingReplicas replicas, Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    [Fact(Timeout = BrowserTests.Limit)]
    public Task A_failover_is_watched_from_start_to_end() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var before = await active.FirstClaimAsync();
        var watcher = replicas.Set.Replicas.Nodes.First(node => node != active);
        var complaints = new List<string>();
        var page = await browser.OpenAsync(watcher.Health, complaints);
        var lost = await browser.OpenAsync(active.Health, []);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync(active.Name);
        await Expect(PageStory.Hero(lost)).ToHaveTextAsync(active.Name);
        await Expect(PageStory.Card(page, active.Name)).ToContainTextAsync("Proof of the lock");

        active.Signal(Signals.Kill);

        await Expect(lost.GetByRole(AriaRole.Alert).First).ToHaveTextAsync($"This page has lost its connection to {active.Name}.");
        var successor = await replicas.Set.Replicas.SuccessorAsync(active, Bounds.Takeover);
        var term = (await successor.FirstClaimAsync()).Term;
        term.Should().BeGreaterThan(before.Term);
        await ShouldTellAsync(page, active.Name, successor.Name, term);

        await replicas.Set.Replicas.Start(active.Name).BecomesReadyAsync(Bounds.Start);
        await Expect(PageStory.Card(page, active.Name)).ToContainTextAsync("Passive");
        await Expect(PageStory.Hero(lost)).ToHaveTextAsync(successor.Name);
        await Expect(lost.Locator("main")).Not.ToHaveClassAsync("stale");
        complaints.Should().BeEmpty();
    });

    [Fact(Timeout = BrowserTests.Limit)]
    public Task The_page_says_that_the_database_is_gone_and_that_it_is_back() => replicas.TellAsync(output, Workload.Short, async active =>
    {
        var watcher = replicas.Set.Replicas.Nodes.First(node => node != active);
        var page = await browser.OpenAsync(watcher.Health, []);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync(active.Name);

        await replicas.Server.StopAsync(StopMode.Fast);
        try
        {
            await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync($"{watcher.Name} cannot read the database.");
            await Expect(PageStory.Hero(page)).ToHaveTextAsync("No replica is active");
            await Expect(PageStory.Card(page, active.Name)).ToContainTextAsync("Hindered");
        }
        finally
        {
            await replicas.Server.StartAgainAsync();
        }

        var successor = await replicas.Set.Replicas.ActiveAsync(Bounds.Takeover);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync(successor.Name);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    });

    private static async Task ShouldTellAsync(IPage page, string former, string successor, long term)
    {
        await Expect(PageStory.Hero(page)).ToHaveTextAsync(successor);
        await Expect(PageStory.Card(page, former)).ToContainTextAsync("Gone");
        await Expect(page.Locator("#announcer")).ToHaveTextAsync($"{successor} is active in term {term}.");
        if (await page.Locator("#news-more").IsVisibleAsync())
            await page.Locator("#news-more").ClickAsync();
        await Expect(page.Locator("#news-list")).ToContainTextAsync($"{successor} is promoting in term {term}");
        await Expect(page.Locator("#news-list")).ToContainTextAsync($"{successor} has opened write-pool in term {term}");
        await Expect(page.Locator("#term-rows tr").First).ToContainTextAsync($"failover from {former}");
    }
}
