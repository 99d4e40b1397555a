using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Hosting.Tests;

public class ActorRegistrySpec
{
    private readonly ActorRegistry _registry = new();

    [Fact]
    public void An_actor_is_found_by_the_type_it_was_registered_for()
    {
        _registry.Register<ActorRegistrySpec>(ActorRefs.Nobody);
        _registry.Get<ActorRegistrySpec>().Should().Be(ActorRefs.Nobody);
        _registry.TryGet<ActorRegistrySpec>(out var actor).Should().BeTrue();
        actor.Should().Be(ActorRefs.Nobody);
        _registry.Select(entry => entry.Key).Should().Equal(typeof(ActorRegistrySpec));
    }

    [Fact]
    public void There_is_one_actor_for_a_type_unless_it_is_overwritten()
    {
        _registry.Register<ActorRegistrySpec>(ActorRefs.Nobody);
        _registry.TryRegister<ActorRegistrySpec>(ActorRefs.Nobody).Should().BeFalse();
        _registry.Invoking(r => r.Register<ActorRegistrySpec>(ActorRefs.Nobody)).Should().Throw<DuplicateActorRegistryException>();
        _registry.TryRegister<ActorRegistrySpec>(ActorRefs.Nobody, overwrite: true).Should().BeTrue();
    }

    [Fact]
    public void What_is_not_registered_is_missing()
    {
        _registry.TryGet<ActorRegistrySpec>(out var actor).Should().BeFalse();
        actor.Should().Be(ActorRefs.Nobody);
        _registry.Invoking(r => r.Get<ActorRegistrySpec>()).Should().Throw<MissingActorRegistryEntryException>();
        new RequiredActor<ActorRegistrySpec>(_registry).Invoking(r => r.ActorRef).Should().Throw<MissingActorRegistryEntryException>();
        _registry.Invoking(r => r.Register<ActorRegistrySpec>(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public async Task What_is_not_registered_yet_can_be_awaited()
    {
        var first = _registry.GetAsync<ActorRegistrySpec>();
        var second = new RequiredActor<ActorRegistrySpec>(_registry).GetAsync();
        first.IsCompleted.Should().BeFalse();
        _registry.Register<ActorRegistrySpec>(ActorRefs.Nobody);
        (await first).Should().Be(ActorRefs.Nobody);
        (await second).Should().Be(ActorRefs.Nobody);
        _registry.GetAsync<ActorRegistrySpec>().IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _registry.GetAsync<ActorRegistrySpec>(cancellation.Token);
        await cancellation.CancelAsync();
        await waiting.Awaiting(w => w).Should().ThrowAsync<OperationCanceledException>();
    }
}
