using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class ActorSelectionSpec : TestKit.Xunit2.TestKit
{
    [Theory]
    [InlineData("/user/tree")]
    [InlineData("user/tree")]
    [InlineData("/user/tree/../tree")]
    [InlineData("/user/t*e")]
    [InlineData("/user/tr?e")]
    public async Task A_path_leads_to_its_actor(string path)
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()), "tree");
        (await Sys.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(3))).Should().Be(actor);
    }

    [Fact]
    public async Task A_full_path_leads_to_its_actor()
    {
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()), "tree");
        (await Sys.ActorSelection(actor.Path.ToString()).ResolveOne(TimeSpan.FromSeconds(3))).Should().Be(actor);
        (await Sys.ActorSelection(actor.Path).ResolveOne(TimeSpan.FromSeconds(3))).Should().Be(actor);
    }

    [Fact]
    public async Task A_path_without_actor_is_an_exception()
    {
        var resolve = () => Sys.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromSeconds(3));
        await resolve.Should().ThrowAsync<ActorNotFoundException>();
    }

    [Fact]
    public async Task A_wildcard_reaches_all_children_that_fit()
    {
        var parent = Sys.ActorOf(Recorder.Props(CreateTestProbe()), "tree");
        foreach (var name in new[] { "leaf-1", "leaf-2", "bird" })
            await parent.Ask<IActorRef>((Recorder.Props(CreateTestProbe()), name));
        Sys.ActorSelection("/user/tree/leaf-*").Tell(new Identify("id"), TestActor);
        var found = await ReceiveNAsync(2).Cast<ActorIdentity>().Select(i => i.Subject.Path.Name).ToListAsync();
        found.Should().BeEquivalentTo("leaf-1", "leaf-2");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Two_stars_reach_all_descendants()
    {
        var parent = Sys.ActorOf(Recorder.Props(CreateTestProbe()), "tree");
        var child = await parent.Ask<IActorRef>((Recorder.Props(CreateTestProbe()), "branch"));
        await child.Ask<IActorRef>((Recorder.Props(CreateTestProbe()), "leaf"));
        Sys.ActorSelection("/user/tree/**").Tell(new Identify("id"), TestActor);
        var found = await ReceiveNAsync(2).Cast<ActorIdentity>().Select(i => i.Subject.Path.Name).ToListAsync();
        found.Should().BeEquivalentTo("branch", "leaf");
    }

    [Fact]
    public async Task Messages_to_nobody_are_dead_letters()
    {
        await EventFilter.DeadLetter<string>().ExpectOneAsync(() =>
        {
            Sys.ActorSelection("/user/nobody").Tell("lost");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Identify_finds_out_whether_there_is_an_actor()
    {
        Sys.ActorSelection("/user/nobody").Tell(new Identify(1), TestActor);
        (await ExpectMsgAsync<ActorIdentity>()).Should().Be(new ActorIdentity(1, null));
        var actor = Sys.ActorOf(Recorder.Props(CreateTestProbe()));
        actor.Tell(new Identify(2), TestActor);
        (await ExpectMsgAsync<ActorIdentity>()).Should().Be(new ActorIdentity(2, actor));
    }
}
