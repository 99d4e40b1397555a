using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Event;
using Akka.TestKit.TestActors;
using FluentAssertions;
using Xunit;

namespace Akka.TestKit.Tests;

public class TestKitSpec : Xunit2.TestKit
{
    [Fact]
    public async Task The_test_actor_is_the_sender_also_after_an_await()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        echo.Tell("before");
        (await ExpectMsgAsync<string>()).Should().Be("before");
        await Task.Yield();
        echo.Tell("after");
        await ExpectMsgAsync("after");
    }

    [Fact]
    public void Test_actors_help()
    {
        var probe = CreateTestProbe();
        ActorOf(BlackHoleActor.Props).Tell("x");
        ActorOf(ForwardActor.Props(probe)).Tell("forwarded");
        probe.ExpectMsgFrom(TestActor, "forwarded");
        ActorOf(EchoActor.Props(this, echoBackToSenderAsWell: false)).Tell("echo", probe);
        ExpectMsgFrom(probe.Ref, "echo");
        ExpectNoMsg(20);
    }

    [Fact]
    public void The_actor_system_has_a_name_and_the_defaults_below_its_configuration()
    {
        using var kit = new Xunit2.TestKit(ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig("some.key = 5")), "named");
        kit.Sys.Name.Should().Be("named");
        kit.Sys.Settings.Config.GetInt("some.key").Should().Be(5);
        kit.TestKitSettings.SingleExpectDefault.Should().Be(TimeSpan.FromSeconds(3));
        kit.TestActor.Path.Elements.Should().StartWith("system");
    }

    [Fact]
    public void An_actor_system_of_the_test_is_used_and_ended()
    {
        var system = ActorSystem.Create("given");
        using (var kit = new Xunit2.TestKit(system))
            kit.Sys.Should().BeSameAs(system);
        system.WhenTerminated.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void Another_actor_system_can_be_tested_too()
    {
        using var other = new Xunit2.TestKit("akka.loglevel = INFO");
        var probe = CreateTestProbe(other.Sys);
        probe.Ref.Tell("x");
        probe.ExpectMsg("x");
        CreateEventFilter(other.Sys).Info("from there").ExpectOne(() => other.Log.Info("from there"));
    }

    [Fact]
    public void The_actor_system_does_not_outlive_its_shutdown()
    {
        Shutdown(verifySystemShutdown: true);
        Sys.WhenTerminated.IsCompleted.Should().BeTrue();
    }
}
