using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Canton.Ha.Actors.Tests.Dashboard;

/// <summary>What a person sees in a real browser, whatever the state of the replicas.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagePictureSpec(Browser browser)
{
    private readonly List<string> _complaints = [];

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task The_active_replica_is_named_with_its_term_and_everybody_is_shown()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant1"), _complaints);

        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1");
        await Expect(page.Locator("#hero-line")).ToContainTextAsync("in term 7: switchover from participant3");
        await Expect(PageStory.Card(page, "participant1")).ToContainTextAsync("Active");
        await Expect(PageStory.Card(page, "participant2")).ToContainTextAsync("Passive");
        await Expect(PageStory.Steps(page, "participant1"))
            .ToContainTextAsync(["main lock: open", "write-pool: open", "ledger: open", "synchronizers: open", "ledger-api: open", "serving: open"]);
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Updates per second" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Connection refused.")).ToBeVisibleAsync();
        await Expect(page.Locator("#term-rows tr")).ToHaveCountAsync(3);
        await Expect(page.Locator(".spark").First).ToBeVisibleAsync();
        await Browser.ShootAsync(page, "active");
        _complaints.Should().BeEmpty();
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task A_switchover_moves_stage_by_stage_from_one_replica_to_the_other()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant3"), _complaints);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1");

        bench.Become("participant1", ReplicaRole.Demoting, "asked for by an operator", term: 7, open: 2);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1 is stepping down");
        await Expect(PageStory.Steps(page, "participant1"))
            .ToContainTextAsync(["main lock: open", "write-pool: open", "ledger: is just changing", "synchronizers: closed", "ledger-api: closed", "serving: closed"]);
        bench.See("participant2", newest: null);
        bench.Become("participant1", ReplicaRole.StandingBack, "it waits for participant2", term: 7);
        bench.Become("participant2", ReplicaRole.Promoting, "it holds the main lock", term: 8, open: 2);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant2 is taking over");
        await Expect(page.Locator("#hero-line")).ToContainTextAsync("Nobody has been active for");
        await Expect(PageStory.Steps(page, "participant2").Nth(3)).ToContainTextAsync("synchronizers: is just changing");
        await Browser.ShootAsync(page, "switchover");

        bench.Become("participant2", ReplicaRole.Active, "every stage is open", term: 8, open: 4);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant2");
        await Expect(page.Locator("#announcer")).ToHaveTextAsync("participant2 is active in term 8.");
        _complaints.Should().BeEmpty();
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task A_passive_replica_shows_the_same_picture_and_links_to_the_page_of_the_active_one()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant2"), _complaints);

        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open the page of participant1" }).First)
            .ToHaveAttributeAsync("href", $"{bench.PageOf("participant1")}?replica=participant1");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ledger", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator("#term-rows tr")).ToHaveCountAsync(3);
        await Expect(page.Locator(".spark").First).ToBeVisibleAsync();
        await Browser.ShootAsync(page, "passive");
        _complaints.Should().BeEmpty();
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task A_pause_of_automatic_failover_is_seen_by_whoever_looks()
    {
        await using var bench = await PageStory.ActiveAsync();
        bench.See("participant1", newest: null, new FailoverPause("ops", "maintenance of the database", TimeProvider.System.GetUtcNow()));
        var page = await browser.OpenAsync(bench.PageOf("participant1"), _complaints);

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Automatic failover is paused.");
        await Expect(page.Locator(".notice .detail")).ToContainTextAsync("By ops: Maintenance of the database.");
        await Expect(page.Locator("#hero-failover")).ToHaveTextAsync("‖ Paused");
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task Without_the_database_the_others_are_shown_by_their_own_word()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant2"), _complaints);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1");

        foreach (var name in (string[])["participant1", "participant2", "participant3"])
        {
            bench.Become(name, ReplicaRole.Passive, name == "participant1" ? "no proof of holding it was answered within 1.5 s" : "it contends for the main lock", term: name == "participant1" ? 7 : 0);
            bench.CutOff(name, "the database cannot be reached: connection refused (127.0.0.1:5432)");
        }

        await Expect(PageStory.Hero(page)).ToHaveTextAsync("No replica is active");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("participant2 cannot read the database.");
        await Expect(page.Locator(".notice .detail")).ToContainTextAsync("connection refused (127.0.0.1:5432). Roster and terms are as it read them last");
        await Expect(PageStory.Card(page, "participant3")).ToContainTextAsync("no answer");
        await Browser.ShootAsync(page, "database-down");
        _complaints.Should().BeEmpty();
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task When_the_stream_breaks_the_page_says_how_old_it_is_and_comes_back_by_itself()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant1"), []);
        await Expect(PageStory.Card(page, "participant2")).ToContainTextAsync("Passive");

        await bench.KillServerAsync("participant1");

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This page has lost its connection to participant1.");
        await Expect(page.Locator(".notice .detail")).ToContainTextAsync("What it shows is");
        await Expect(page.Locator("main")).ToHaveClassAsync("stale");
        await Expect(page.Locator(".notice").GetByRole(AriaRole.Link, new() { Name = "Open the page of participant2" })).ToBeVisibleAsync();
        await Browser.ShootAsync(page, "stream-broken");

        await bench.StartServerAgainAsync("participant1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try now" }).ClickAsync();
        await Expect(page.Locator("#stream-text")).ToHaveTextAsync("Live");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await bench.KillServerAsync("participant1");
        await bench.StartServerAgainAsync("participant1");
        await Expect(page.Locator("main")).Not.ToHaveClassAsync("stale");
    }
}
