using System.Reflection;
using Microsoft.Playwright;
using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The Chromium of the distribution, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string s_kept = Path.Combine(Repository.Root, "artifacts", "dashboard");
    private static int s_count;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(s_kept);
        Assertions.SetDefaultExpectTimeout((float)Bounds.Takeover.TotalMilliseconds);
        _playwright = await StartDriverAsync().WaitAsync(Bounds.Start);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = s_places.First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            Timeout = (float)Bounds.Start.TotalMilliseconds,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a page in a window of its own. What its console complains of goes to <paramref name="complaints"/>.</summary>
    public async Task<IPage> OpenAsync(Uri address, List<string> complaints)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout((float)Bounds.Start.TotalMilliseconds);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : []);
        await page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>Keeps pictures of a whole page: light, dark, and as wide as a phone.</summary>
    public static async Task ShootAsync(IPage page, string name)
    {
        var size = page.ViewportSize!;
        await ShootAsync(page, $"{name}-light", ColorScheme.Light);
        await ShootAsync(page, $"{name}-dark", ColorScheme.Dark);
        await page.SetViewportSizeAsync(360, 740);
        await ShootAsync(page, $"{name}-phone", ColorScheme.Light);
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>
    /// Keeps, beside the pictures, when the browser was asked for what, when it answered, and what it says of itself: a test that ends at its limit does not tell
    /// what it waited for.
    /// </summary>
    private static async Task<IPlaywright> StartDriverAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", Driver);
        Environment.SetEnvironmentVariable("DEBUG", "pw:api,pw:browser");
        Environment.SetEnvironmentVariable("DEBUG_FILE", Path.Combine(s_kept, $"browser{Interlocked.Increment(ref s_count)}.log"));
        try
        {
            return await Playwright.CreateAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("DEBUG", null);
            Environment.SetEnvironmentVariable("DEBUG_FILE", null);
        }
    }

    private static async Task ShootAsync(IPage page, string file, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(s_kept, $"{file}.png"), FullPage = true });
    }

    private static string Driver => typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(known => known.Key == "PlaywrightDriver").Value!;
}
