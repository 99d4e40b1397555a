using System.Collections.Immutable;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>The newest news in the order of their times, each once, although a replica tells them again to whoever comes back.</summary>
internal sealed class NewsLog(int most)
{
    /// <summary>Oldest first.</summary>
    public ImmutableArray<NewsView> All { get; private set; } = [];

    /// <summary>False if it is known already, or older than everything that is kept.</summary>
    public bool TryAdd(NewsView news)
    {
        var place = All.Length;
        while (place > 0 && All[place - 1].At > news.At)
            place--;
        if (All.Any(known => known.Id == news.Id) || (place == 0 && All.Length == most))
            return false;

        All = All.Insert(place, news);
        if (All.Length > most)
            All = All.RemoveAt(0);
        return true;
    }
}
