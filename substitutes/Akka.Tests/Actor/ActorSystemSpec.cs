using Akka.Actor.Setup;
using Akka.Actor;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class ActorSystemSpec : TestKit.Xunit2.TestKit
{
    [Fact]
    public void Names_have_to_be_unique_and_valid()
    {
        Sys.ActorOf(Recorder.Props(TestActor), "taken");
        var again = () => Sys.ActorOf(Recorder.Props(TestActor), "taken");
        again.Should().Throw<InvalidActorNameException>();
        var invalid = () => Sys.ActorOf(Recorder.Props(TestActor), "not valid");
        invalid.Should().Throw<InvalidActorNameException>();
        var system = () => ActorSystem.Create("not_valid");
        system.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Actors_without_a_name_get_one_each()
    {
        var names = Enumerable.Range(0, 100).Select(_ => Sys.ActorOf(Recorder.Props(CreateTestProbe())).Path.Name).ToArray();
        names.Should().OnlyHaveUniqueItems().And.OnlyContain(name => name.StartsWith('$'));
    }

    [Fact]
    public async Task Termination_stops_all_actors_and_then_runs_what_was_registered_last_first()
    {
        var system = ActorSystem.Create("ending");
        var order = new List<string>();
        system.RegisterOnTermination(() => order.Add("registered first"));
        system.RegisterOnTermination(() => order.Add("registered last"));
        system.ActorOf(Recorder.Props(TestActor));
        await ReceiveNAsync(2).ToListAsync();
        await system.Terminate();
        await system.WhenTerminated;
        await ExpectMsgAsync("post-stop");
        await AwaitAssertAsync(() => order.Should().Equal("registered last", "registered first"));
    }

    [Fact]
    public void An_extension_is_made_once()
    {
        var first = Sys.WithExtension<Counter, CounterProvider>();
        var second = (Counter)Sys.RegisterExtension(new CounterProvider());
        second.Should().BeSameAs(first);
        Sys.HasExtension<Counter>().Should().BeTrue();
        Sys.TryGetExtension<Counter>(out var found).Should().BeTrue();
        found.Should().BeSameAs(first);
    }

    [Fact]
    public async Task Configuration_comes_from_the_setup()
    {
        var bootstrap = BootstrapSetup.Create().WithConfig("my.key = from-code").WithConfigFallback("my.key = no, my.other = fallback");
        var system = ActorSystem.Create("configured", ActorSystemSetup.Create(bootstrap));
        system.Settings.Config.GetString("my.key").Should().Be("from-code");
        system.Settings.Config.GetString("my.other").Should().Be("fallback");
        system.Settings.Setup.Get<BootstrapSetup>().HasValue.Should().BeTrue();
        await system.Terminate();
    }

    [Fact]
    public async Task A_child_has_its_parent_and_its_path()
    {
        var parent = Sys.ActorOf(Recorder.Props(CreateTestProbe()), "parent");
        var child = await parent.Ask<IActorRef>((Recorder.Props(CreateTestProbe()), "child"));
        child.Path.ToStringWithoutAddress().Should().Be("/user/parent/child");
        Sys.DeadLetters.Path.ToStringWithoutAddress().Should().Be("/deadLetters");
        ((ExtendedActorSystem)Sys).SystemGuardian.Path.ToStringWithoutAddress().Should().Be("/system");
    }

    [Fact]
    public void Time_goes_by()
    {
        Sys.Uptime.Should().BePositive();
        Sys.StartTime.Should().BeGreaterThan(TimeSpan.FromDays(365));
    }

    private sealed class Counter : IExtension
    {
    }

    private sealed class CounterProvider : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new();
    }
}
