using Akka.Actor;
using Akka.Configuration;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Actor;

public class CoordinatedShutdownSpec : TestKit.Xunit2.TestKit
{
    private readonly List<string> _ran = [];

    [Fact]
    public async Task Phases_run_in_the_order_of_their_dependencies()
    {
        var system = ActorSystem.Create("phases");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "third", Run("service-stop"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first", Run("before-service-unbind"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "second", Run("service-unbind"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        _ran.Should().Equal("before-service-unbind", "service-unbind", "service-stop");
        system.WhenTerminated.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task It_runs_once_and_knows_why()
    {
        var system = ActorSystem.Create("once");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "only", Run("task"));
        await Task.WhenAll(shutdown.Run(new Sunset()), shutdown.Run(CoordinatedShutdown.UnknownReason.Instance), system.Terminate());
        _ran.Should().Equal("task");
        shutdown.ShutdownReason.Should().BeOfType<Sunset>();
    }

    [Fact]
    public async Task Terminate_runs_the_phases()
    {
        var system = ActorSystem.Create("terminate");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "only", Run("task"));
        await system.Terminate();
        _ran.Should().Equal("task");
        CoordinatedShutdown.Get(system).ShutdownReason.Should().Be(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
    }

    [Fact]
    public async Task A_task_that_fails_or_hangs_does_not_hold_up_the_others()
    {
        var system = ActorSystem.Create("stubborn", """
            akka.loglevel = ERROR
            akka.coordinated-shutdown.phases.service-unbind.timeout = 50ms
            """);
        var shutdown = CoordinatedShutdown.Get(system);
        var never = new TaskCompletionSource<Done>();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => never.Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "fails", () => throw new InvalidOperationException("no"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "works", Run("service-stop"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        _ran.Should().Equal("service-stop");
    }

    [Fact]
    public async Task A_phase_may_be_the_last_one_when_it_fails()
    {
        var system = ActorSystem.Create("strict", "akka.coordinated-shutdown.phases.service-unbind.recover = off");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new InvalidOperationException("no")));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "never", Run("service-stop"));
        var run = () => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await run.Should().ThrowAsync<Exception>();
        _ran.Should().BeEmpty();
    }

    [Fact]
    public void Phases_have_to_be_configured()
    {
        var add = () => CoordinatedShutdown.Get(Sys).AddTask("unknown", "never", Run("never"));
        add.Should().Throw<ConfigurationException>();
        CoordinatedShutdown.Get(Sys).Timeout(CoordinatedShutdown.PhaseClusterExiting).Should().Be(TimeSpan.FromSeconds(10));
    }

    private Func<Task<Done>> Run(string name) => () =>
    {
        _ran.Add(name);
        return Task.FromResult(Done.Instance);
    };

    private sealed class Sunset : CoordinatedShutdown.Reason
    {
    }
}
