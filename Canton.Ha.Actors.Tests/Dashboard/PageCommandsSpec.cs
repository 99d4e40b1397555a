using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Canton.Ha.Actors.Tests.Dashboard;

/// <summary>An operator at the page.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageCommandsSpec(Browser browser)
{
    [Fact(Timeout = BrowserTests.Limit)]
    public async Task Where_nobody_can_sign_in_there_is_nothing_to_press()
    {
        await using var bench = await PageStory.ActiveAsync();
        var page = await browser.OpenAsync(bench.PageOf("participant1"), []);
        await Expect(PageStory.Hero(page)).ToHaveTextAsync("participant1");

        await Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task An_operator_signs_in_and_hands_over_with_the_keyboard_alone()
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());
        bench.Answer = _ => new ReplicationProtocol.HandedOver("participant3", 8, TimeSpan.FromMilliseconds(81));
        var page = await browser.OpenAsync(bench.PageOf("participant1"), []);
        await Expect(PageStory.Card(page, "participant3")).ToContainTextAsync("Passive");
        await SignInAsync(page, "the-wrong-token");
        await Expect(page.Locator("#command-answer")).ToHaveTextAsync("This token is not one of an operator.");
        await Expect(page.GetByLabel("Admin token")).ToBeFocusedAsync();

        await SignInAsync(page, FakeOperators.Token);
        await Expect(page.GetByLabel("Successor")).ToBeFocusedAsync();
        await page.GetByLabel("Successor").SelectOptionAsync("participant3");
        await Browser.ShootAsync(page, "commands");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand over…" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Hand over from participant1 to participant3?");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        bench.Asked.Should().BeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand over…" }).PressAsync("Enter");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#command-answer")).ToHaveTextAsync("participant1 handed over to participant3, which passed the barrier in term 8 after 81 ms.");
        bench.Asked.Should().Equal(new ReplicationProtocol.SetPassive("asked for by alice", "participant3"));
    }

    [Fact(Timeout = BrowserTests.Limit)]
    public async Task Whoever_signs_out_leaves_nothing_behind()
    {
        await using var bench = await PageStory.ActiveAsync(new FakeOperators());
        var page = await browser.OpenAsync(bench.PageOf("participant1"), []);
        await SignInAsync(page, FakeOperators.Token);
        await page.GetByLabel("Reason").Last.FillAsync("maintenance");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator("#command-answer")).ToHaveTextAsync("Automatic failover is paused.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToHaveCountAsync(0);
        (await page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length + document.cookie.length")).Should().Be(0);
        await Expect(page.GetByLabel("Admin token")).ToHaveValueAsync("");
    }

    private static async Task SignInAsync(IPage page, string token)
    {
        await page.GetByLabel("Admin token").FillAsync(token);
        await page.GetByLabel("Admin token").PressAsync("Enter");
    }
}
