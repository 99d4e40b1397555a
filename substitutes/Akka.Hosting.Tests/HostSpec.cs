using Akka.Actor;
using Akka.DependencyInjection;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Akka.Hosting.Tests;

public class HostSpec
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Actors_are_started_with_the_host_and_stopped_with_it()
    {
        using var host = Build(builder => builder.WithActors((system, registry) =>
            registry.Register<Greeter>(system.ActorOf(Props.Create(() => new Greeter(new Greeting("hello"))), "greeter"))));
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        system.Name.Should().Be("hosted");
        var greeter = host.Services.GetRequiredService<IRequiredActor<Greeter>>().ActorRef;
        (await greeter.Ask<string>("you", Limit)).Should().Be("hello you");
        host.Services.GetRequiredService<IActorRegistry>().Get<Greeter>().Should().Be(greeter);
        await host.StopAsync();
        system.WhenTerminated.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Actors_get_services_and_arguments()
    {
        using var host = Build(builder => builder.WithActors((system, registry, resolver) =>
            registry.Register<Greeter>(system.ActorOf(resolver.Props<Greeter>(), "greeter"))));
        await host.StartAsync();
        (await host.Services.GetRequiredService<ActorRegistry>().Get<Greeter>().Ask<string>("you", Limit)).Should().Be("good day you");
        var props = DependencyResolver.For(host.Services.GetRequiredService<ActorSystem>()).Props<Greeter>(new Greeting("hi"));
        (await host.Services.GetRequiredService<ActorSystem>().ActorOf(props).Ask<string>("you", Limit)).Should().Be("hi you");
        await host.StopAsync();
    }

    [Fact]
    public async Task What_is_asked_for_runs_in_the_order_of_the_calls_and_after_the_actors()
    {
        var order = new List<string>();
        using var host = Build(builder => builder
            .AddStartup((_, _) => order.Add("startup"))
            .WithActors((_, _) => order.Add("first"))
            .StartActors(async (_, _) =>
            {
                await Task.Yield();
                order.Add("second");
            }));
        await host.StartAsync();
        await host.StopAsync();
        order.Should().Equal("first", "second", "startup");
    }

    [Fact]
    public async Task The_host_ends_with_the_actor_system()
    {
        using var host = Build(_ => { });
        await host.StartAsync();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await host.Services.GetRequiredService<ActorSystem>().Terminate();
        await stopping.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_failure_at_the_start_fails_the_host()
    {
        using var host = Build(builder => builder.AddStartup((_, _) => throw new InvalidOperationException("no start")));
        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("no start");
        host.Services.GetRequiredService<ActorSystem>().WhenTerminated.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Extensions_are_started_with_the_actor_system()
    {
        using var host = Build(builder => builder.WithExtension<CountingExtension>().WithExtensions(typeof(CountingExtension)));
        await host.StartAsync();
        host.Services.GetRequiredService<ActorSystem>().HasExtension<Counting>().Should().BeTrue();
        await host.StopAsync();
    }

    private static IHost Build(Action<AkkaConfigurationBuilder> configure) => new HostBuilder()
        .ConfigureServices(services => services.AddSingleton(new Greeting("good day")).AddAkka("hosted", configure))
        .Build();

    public sealed record Greeting(string Text);

    public sealed class Greeter : ReceiveActor
    {
        public Greeter(Greeting greeting) => Receive<string>(name => Sender.Tell($"{greeting.Text} {name}"));
    }

    public sealed class Counting : IExtension;

    public sealed class CountingExtension : ExtensionIdProvider<Counting>
    {
        public override Counting CreateExtension(ExtendedActorSystem system) => new();
    }
}
