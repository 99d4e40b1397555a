namespace Canton.Ha.Actors.Health;

/// <summary>Several pages: a path is that of the first one that has it.</summary>
internal sealed class PagesInTurn(params IReadOnlyList<IHealthPages> pages) : IHealthPages
{
    public async Task<bool> TryAnswerAsync(HttpContext context)
    {
        foreach (var page in pages)
            if (await page.TryAnswerAsync(context))
                return true;
        return false;
    }
}
