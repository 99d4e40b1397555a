using System.Reflection;
using Microsoft.Playwright;
using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The Chromium of the distribution, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly string _screenshots = Path.Combine(Repository.Root, "artifacts", "dashboard");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", Driver);
        Directory.CreateDirectory(_screenshots);
        Assertions.SetDefaultExpectTimeout((float)Bounds.Takeover.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = s_places.First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
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
    public async Task ShootAsync(IPage page, string name)
    {
        var size = page.ViewportSize!;
        await ShootAsync(page, $"{name}-light", ColorScheme.Light);
        await ShootAsync(page, $"{name}-dark", ColorScheme.Dark);
        await page.SetViewportSizeAsync(360, 740);
        await ShootAsync(page, $"{name}-phone", ColorScheme.Light);
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private async Task ShootAsync(IPage page, string file, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(_screenshots, $"{file}.png"), FullPage = true });
    }

    private static string Driver => typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(known => known.Key == "PlaywrightDriver").Value!;
}
