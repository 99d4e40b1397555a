using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class ContextSpec
{
    [Fact]
    public async Task A_service_sees_method_host_and_peer()
    {
        await using var server = await NotesServer.StartAsync();
        string[] seen = [];
        server.Script.Say = (note, context) =>
        {
            seen = [context.Method, context.Host, context.Peer];
            return Task.FromResult(note);
        };

        await server.Client.CallAsync("Say", new Note());

        seen[0].Should().Be("/notes.Notes/Say");
        seen[1].Should().Be(server.Address.Authority);
        seen[2].Should().MatchRegex(@"^ipv4:127\.0\.0\.1:[0-9]+$");
    }

    [Fact]
    public async Task A_service_sees_the_request_that_carries_the_call_and_leaves_things_in_it()
    {
        HttpContext? outer = null;
        await using var server = await NotesServer.StartAsync(services => services.AddGrpc(), app =>
        {
            app.Use(next => async http =>
            {
                http.Items["from"] = "middleware";
                outer = http;
                await next(http);
                http.Items.Should().Contain("to", "middleware");
            });
            app.MapGrpcService<NotesService>();
        });
        var isSame = false;
        server.Script.Say = (note, context) =>
        {
            isSame = ReferenceEquals(context.GetHttpContext(), outer)
                && ReferenceEquals(context.GetHttpContext().Features.Get<IServerCallContextFeature>()!.ServerCallContext, context)
                && context.UserState["from"].Equals("middleware");
            context.UserState["to"] = "middleware";
            return Task.FromResult(note);
        };

        var response = await server.Client.CallAsync("Say", new Note());

        response.Status.Should().Be(StatusCode.OK);
        isSame.Should().BeTrue();
    }

    [Fact]
    public async Task Without_a_certificate_nobody_is_authenticated()
    {
        await using var server = await NotesServer.StartAsync();
        AuthContext? seen = null;
        server.Script.Say = (note, context) =>
        {
            seen = context.AuthContext;
            return Task.FromResult(note);
        };

        await server.Client.CallAsync("Say", new Note());

        seen!.IsPeerAuthenticated.Should().BeFalse();
        seen.Properties.Should().BeEmpty();
    }

    [Fact]
    public async Task Write_options_are_those_of_the_stream()
    {
        await using var server = await NotesServer.StartAsync();
        server.Script.List = (_, notes, context) =>
        {
            context.WriteOptions.Should().BeNull();
            notes.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
            context.WriteOptions.Should().BeSameAs(notes.WriteOptions);
            return Task.CompletedTask;
        };

        (await server.Client.CallAsync("List", new Note())).Status.Should().Be(StatusCode.OK);
    }

    [Fact]
    public void A_context_that_is_not_of_this_server_has_no_request()
    {
        ServerCallContext context = new ForeignContext();

        context.Invoking(foreign => foreign.GetHttpContext()).Should().Throw<InvalidOperationException>().WithMessage("Could not get HttpContext from ServerCallContext.*");

        var http = new DefaultHttpContext();
        context.UserState["__HttpContext"] = http;
        context.GetHttpContext().Should().BeSameAs(http);
    }

    private sealed class ForeignContext : ServerCallContext
    {
        protected override string MethodCore => "";

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => default;

        protected override Metadata RequestHeadersCore => [];

        protected override CancellationToken CancellationTokenCore => default;

        protected override Metadata ResponseTrailersCore => [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new(null, []);

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();
    }
}
