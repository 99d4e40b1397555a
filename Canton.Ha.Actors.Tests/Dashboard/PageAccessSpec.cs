using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Canton.Ha.Actors.Tests.Dashboard;

/// <summary>The page for whoever has no mouse, sees little or nothing, has a small screen, or cannot bear movement.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageAccessSpec(Browser browser)
{
    /// <summary>Every text that has less contrast to what is behind it than WCAG 2 asks for at level AA.</summary>
    private const string FaintTexts = """
        () => {
          const rgb = text => text.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = element => { for (; element; element = element.parentElement) { const c = rgb(getComputedStyle(element).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          const isSeen = element => element.checkVisibility() && element.getBoundingClientRect().width > 1;
          return [...document.querySelectorAll('body *')].filter(e => isSeen(e) && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => {
            const style = getComputedStyle(e), a = light(rgb(style.color)), b = light(behind(e));
            const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
            return { text: e.textContent.trim().slice(0, 40), ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), least: isLarge ? 3 : 4.5 };
          }).filter(e => e.ratio < e.least).map(e => `${e.text}: ${e.ratio.toFixed(2)}`);
        }
        """;

    private readonly List<string> _complaints = [];

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task Every_part_of_the_page_is_a_named_landmark()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant1"), _complaints);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1");

        await Expect(page.GetByRole(AriaRole.Banner)).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Contentinfo)).ToHaveCountAsync(1);
        foreach (var name in (string[])["participant1", "Replicas", "Ledger", "Synchronizers", "Terms", "What happened"])
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("Nobody before");
        await Expect(page.GetByRole(AriaRole.Meter, new() { Name = "Age of the proof of participant1" })).ToBeVisibleAsync();
        (await page.Locator("h1").CountAsync()).Should().Be(1);
        (await page.Locator("[id]").EvaluateAllAsync<string[]>("all => all.map(e => e.id)")).Should().OnlyHaveUniqueItems();
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task Everything_that_can_be_done_can_be_done_with_the_keyboard_in_the_order_of_reading()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant2"), _complaints);
        await Expect(PageStory.Card(page, "participant3").GetByRole(AriaRole.Link)).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the replicas" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the replicas" })).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#replicas")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(PageStory.Card(page, "participant1").GetByRole(AriaRole.Link, new() { Name = "Open the page of participant1" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(PageStory.Card(page, "participant3").GetByRole(AriaRole.Link, new() { Name = "Open the page of participant3" })).ToBeFocusedAsync();
        (await page.EvaluateAsync<double>("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)")).Should().BeGreaterThanOrEqualTo(2);
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task Focus_stays_where_it_is_while_everything_changes()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant2"), _complaints);
        var link = PageStory.Card(page, "participant1").GetByRole(AriaRole.Link);
        await link.FocusAsync();

        bench.Become("participant1", ReplicaRole.Demoting, "asked to", term: 7, open: 3);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1 is stepping down");

        await Expect(link).ToBeFocusedAsync();
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task News_beyond_the_newest_are_shown_on_request()
    {
        await using var bench = await PageStory.ActiveAsync();
        for (var i = 1; i <= 20; i++)
            bench.Say(new ReplicaEvent.StageOpened("participant1", i, TimeSpan.Zero, "write-pool"));
        var page = await browser.OpenAsync(bench.PageOf("participant1"), _complaints);
        var items = page.GetByRole(AriaRole.Region, new() { Name = "What happened" }).GetByRole(AriaRole.Listitem);
        await Expect(items).ToHaveCountAsync(12);

        var more = page.GetByRole(AriaRole.Button, new() { Name = "Show all" });
        await Expect(more).ToHaveAttributeAsync("aria-expanded", "false");
        await more.PressAsync("Enter");

        await Expect(items.Nth(19)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show the newest 12" })).ToBeFocusedAsync();
    }

    [Theory(Timeout = BrowserTests.Limit)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_has_enough_contrast(ColorScheme scheme)
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant2"), _complaints);
        await Expect(PageStory.Card(page, "participant3")).ToContainTextAsync("Passive");
        bench.Become("participant3", ReplicaRole.Promoting, "it holds the main lock", term: 8, open: 1);
        bench.CutOff("participant2", "the database cannot be reached");
        bench.Say(new ReplicaEvent.LockLost("participant2", 7, TimeSpan.Zero, "no proof"));
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Expect(PageStory.Card(page, "participant3")).ToContainTextAsync("Taking over");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        (await page.EvaluateAsync<string[]>(FaintTexts)).Should().BeEmpty();
    }

    [Theory(Timeout = BrowserTests.Limit)]
    [InlineData(360)]
    [InlineData(768)]
    public async Task No_screen_is_too_narrow(int width)
    {
        await using var bench = await PageStory.ActiveAsync();
        bench.Become("participant2", ReplicaRole.Passive, "a-very-long-word-without-any-space-" + new string('x', 200));
        var page = await browser.OpenAsync(bench.PageOf("participant1"), _complaints);
        await page.SetViewportSizeAsync(width, 740);
        await Expect(PageStory.Card(page, "participant2")).ToContainTextAsync("Passive");

        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task Nothing_moves_for_whoever_asks_for_that()
    {
        await using var bench = await PageStory.ActiveAsync();
        bench.Become("participant3", ReplicaRole.Promoting, "it holds the main lock", term: 8, open: 1);
        var page = await browser.OpenAsync(bench.PageOf("participant3"), _complaints);
        var moving = PageStory.Card(page, "participant3").Locator("[data-state=moving]");
        await Expect(moving).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("() => document.getAnimations().length")).Should().BePositive();

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });

        (await page.EvaluateAsync<int>("() => document.getAnimations().length")).Should().Be(0);
    }
}
