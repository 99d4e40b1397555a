using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Microsoft.Playwright;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Where the stories of the page begin, and how they find its parts.</summary>
internal static class PageStory
{
    /// <summary>Three replicas of which the first is active in its second term, with a ledger that grows.</summary>
    /// <param name="operators">Who may sign in; null when nobody can.</param>
    public static async Task<DashboardBench> ActiveAsync(IOperatorAccess? operators = null)
    {
        var bench = await DashboardBench.StartAsync(operators, "participant1", "participant2", "participant3");
        var now = TimeProvider.System.GetUtcNow();
        TermRecord[] terms =
        [
            new(7, "participant1", "switchover from participant3", now.AddMinutes(-2).AddMilliseconds(-40), now.AddMinutes(-2), null, null),
            new(6, "participant3", "failover from participant2", now.AddHours(-3), now.AddHours(-3).AddMilliseconds(44), now.AddMinutes(-2).AddMilliseconds(-85), "handed over"),
            new(5, "participant2", "first start", now.AddDays(-2), now.AddDays(-2).AddMilliseconds(90), null, null),
        ];
        bench.History.Terms = terms;
        var started = TimeProvider.System.GetTimestamp();
        bench.SetLedger("participant1", () => new LedgerView(184_220 + Grown(started), [new("mysync", "mysync::1220ab12cd34ef56", true, null), new("backup", "", false, "connection refused")]));
        bench.See("participant1", terms[0]);
        bench.Become("participant1", ReplicaRole.Active, "every stage is open", term: 7, open: 4);
        return bench;
    }

    public static ILocator Hero(IPage page) => page.Locator("#hero-title");

    public static ILocator Card(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name });

    public static ILocator Steps(IPage page, string name) =>
        Card(page, name).GetByRole(AriaRole.List, new() { Name = $"Stages of {name}" }).GetByRole(AriaRole.Listitem);

    /// <summary>Some hundred updates per second, now more, now less.</summary>
    private static long Grown(long started)
    {
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return (long)((400 * seconds) + (90 * Math.Sin(seconds * 2)));
    }
}
