using FluentAssertions;
using Grpc.AspNetCore.Server.Model;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class ModelSpec
{
    [Theory]
    [InlineData("Reverse", 1, "3,2,1")]
    [InlineData("Join", 2, "1,2,3,1,2,3")]
    [InlineData("Split", 1, "1|2|3")]
    [InlineData("Echo", 2, "1,2,3|1,2,3")]
    public async Task Methods_of_each_kind_may_come_from_a_provider(string method, int messages, string expected)
    {
        await using var server = await StartAsync();

        var response = await server.Client.SendAsync(method, [.. Enumerable.Repeat(Frame.Of([1, 2, 3]), messages).SelectMany(frame => frame)]);

        response.Status.Should().Be(StatusCode.OK);
        string.Join('|', response.Frames.Select(frame => string.Join(',', frame.Bytes))).Should().Be(expected);
    }

    [Fact]
    public async Task A_method_may_be_plain_HTTP_at_a_route_of_its_own()
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/raw/word") { Version = new(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        (await (await server.Http.SendAsync(request)).Content.ReadAsStringAsync()).Should().Be("raw word");
    }

    [Fact]
    public async Task A_service_without_methods_is_mapped_and_said_so_in_the_log()
    {
        await using var server = await NotesServer.StartAsync(services => services.AddGrpc(), app => app.MapGrpcService<Passed>());

        server.Logs.Entries.Select(entry => (entry.Category, entry.Event)).Should()
            .Contain(("Grpc.AspNetCore.Server.Model.Internal.BinderServiceMethodProvider", "BindMethodNotFound")).And
            .Contain(("Grpc.AspNetCore.Server.Model.Internal.ServiceRouteBuilder", "NoServiceMethodsDiscovered"));
        (await server.Client.CallAsync("Say", new Note())).Status.Should().Be(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task A_method_that_hides_the_one_of_the_base_does_not_serve()
    {
        await using var server = await NotesServer.StartAsync(services => services.AddGrpc(), app => app.MapGrpcService<HidingService>());

        var response = await server.Client.CallAsync("Say", new Note());

        response.Notes.Single().Text.Should().Be("override");
    }

    [Fact]
    public async Task An_error_of_the_generated_code_names_the_service()
    {
        var start = () => NotesServer.StartAsync(services => services.AddGrpc(), app => app.MapGrpcService<BrokenService>());

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("Error binding gRPC service 'BrokenService'.");
    }

    private static Task<NotesServer> StartAsync() => NotesServer.StartAsync(
        services =>
        {
            services.AddGrpc();
            services.AddSingleton<IServiceMethodProvider<BytesService>, BytesProvider>();
        },
        app => app.MapGrpcService<BytesService>());

    private class OverridingService : Notes.NotesBase
    {
        public override Task<Note> Say(Note request, ServerCallContext context) => Task.FromResult(new Note { Text = "override" });
    }

    private sealed class HidingService : OverridingService
    {
        public new Task<Note> Say(Note request, ServerCallContext context) => Task.FromResult(new Note { Text = "hidden" });
    }

    [BindServiceMethod(typeof(BrokenService), nameof(Bind))]
    private sealed class BrokenService
    {
        public static void Bind(ServiceBinderBase binder, BrokenService? service) => throw new FormatException(binder.ToString());
    }
}
