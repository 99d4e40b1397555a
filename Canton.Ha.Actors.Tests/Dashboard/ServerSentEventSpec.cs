using System.Text;
using System.Text.Json;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

public sealed class ServerSentEventSpec
{
    [Fact]
    public void An_event_has_its_id_its_kind_and_one_line_of_data() =>
        Encoding.UTF8.GetString(ServerSentEvent.Of("p-1", "site", new SiteView(["p"], "p", HasCommands: false)).Span)
            .Should().Be("id: p-1\nevent: site\ndata: {\"replicas\":[\"p\"],\"shown\":\"p\",\"hasCommands\":false}\n\n");

    [Fact]
    public void Whatever_a_text_has_in_it_what_is_written_is_read_again() => Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), async texts =>
    {
        var news = texts.Select((text, i) => PageNodes.News($"{i}", i) with { Text = (text ?? "") + "\n\nevent: other\n" }).ToList();
        using var stream = new MemoryStream([.. news.SelectMany(one => ServerSentEvent.Of(one.Id, "news", one).ToArray())]);

        var read = await PageNodes.EventsAsync(stream);

        read.Select(one => one.Kind).Should().Equal(news.Select(_ => "news"));
        read.Select(one => ServerSentEvent.Read<NewsView>(Encoding.UTF8.GetBytes(one.Data))).Should().Equal(news);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_replica_says_about_itself_is_understood_by_the_others()
    {
        var view = PageNodes.View("participant2", ReplicaRole.StandingBack) with { Ledger = new LedgerView(5, [new SynchronizerView("mysync", "id", true, null)]) };
        var told = Encoding.UTF8.GetString(ServerSentEvent.Of("1", "self", view).Span);

        var read = ServerSentEvent.Read<ReplicaView>(Encoding.UTF8.GetBytes(told[told.IndexOf('{')..]));

        read.Should().BeEquivalentTo(view);
        told.Should().Contain("\"role\":\"standing-back\"");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":null,\"at\":\"1970-01-01T00:00:00Z\",\"replica\":\"p\",\"text\":\"t\",\"tone\":\"plain\"}")]
    [InlineData("{\"id\":\"1\",\"at\":\"1970-01-01T00:00:00Z\",\"replica\":\"p\",\"text\":\"t\",\"tone\":7}")]
    public void What_is_no_news_is_refused(string data) =>
        FluentActions.Invoking(() => ServerSentEvent.Read<NewsView>(Encoding.UTF8.GetBytes(data))).Should().Throw<JsonException>();

    [Fact]
    public async Task An_event_that_does_not_end_is_not_waited_for()
    {
        using var endless = new MemoryStream(Encoding.ASCII.GetBytes("data: " + new string('x', 100_000)));

        await FluentActions.Awaiting(() => PageNodes.EventsAsync(endless, bytesMax: 1000)).Should().ThrowAsync<InvalidDataException>();
    }
}
