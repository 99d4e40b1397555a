using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class ActivatorSpec
{
    [Fact]
    public async Task A_service_that_the_container_does_not_know_lives_for_one_call()
    {
        var passed = new Passed();
        await using var server = await StartAsync(passed, _ => { });

        await server.Client.CallAsync("Say", new Note());
        await server.Client.CallAsync("Say", new Note { Text = "fail" });

        passed.Marks.Should().Equal("made", "called", "disposed", "made", "called", "disposed");
    }

    [Fact]
    public async Task A_service_that_the_container_knows_lives_as_long_as_the_container_says()
    {
        var passed = new Passed();
        await using var server = await StartAsync(passed, services => services.AddSingleton<CountedService>());

        await server.Client.CallAsync("Say", new Note());
        await server.Client.CallAsync("Say", new Note());

        passed.Marks.Should().Equal("made", "called", "called");
    }

    [Fact]
    public async Task An_activator_of_the_application_makes_and_releases_the_service()
    {
        var passed = new Passed();
        await using var server = await StartAsync(passed, services => services.AddSingleton<IGrpcServiceActivator<CountedService>, CountedActivator>());

        await server.Client.CallAsync("Say", new Note());

        passed.Marks.Should().Equal("made", "called", "released mine");
    }

    private static Task<NotesServer> StartAsync(Passed passed, Action<IServiceCollection> more) => NotesServer.StartAsync(
        services =>
        {
            services.AddSingleton(passed);
            more(services);
            services.AddGrpc();
        },
        app => app.MapGrpcService<CountedService>());
}
