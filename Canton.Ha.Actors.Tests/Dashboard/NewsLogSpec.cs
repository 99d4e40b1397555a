using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

public sealed class NewsLogSpec
{
    private readonly NewsLog _log = new(most: 3);

    [Fact]
    public void News_of_several_replicas_stand_in_the_order_of_their_times()
    {
        Add(("b", 2), ("a", 1), ("c", 3));

        Ids.Should().Equal("a", "b", "c");
    }

    [Fact]
    public void What_is_told_again_is_no_news()
    {
        Add(("a", 1), ("b", 2));

        _log.TryAdd(PageNodes.News("a", 1)).Should().BeFalse();
        Ids.Should().Equal("a", "b");
    }

    [Fact]
    public void Only_the_newest_are_kept_and_older_ones_do_not_push_them_out()
    {
        Add(("b", 2), ("c", 3), ("d", 4), ("e", 5));

        _log.TryAdd(PageNodes.News("a", 1)).Should().BeFalse();
        Ids.Should().Equal("c", "d", "e");
    }

    private IEnumerable<string> Ids => _log.All.Select(news => news.Id);

    private void Add(params (string Id, double At)[] all)
    {
        foreach (var (id, at) in all)
            _log.TryAdd(PageNodes.News(id, at)).Should().BeTrue();
    }
}
