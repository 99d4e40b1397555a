using System.Net;
using System.Net.Http.Headers;
using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class RoutingSpec
{
    [Theory]
    [InlineData("/notes.Notes/Sing", "Method is unimplemented.")]
    [InlineData("/unknown.Service/Say", "Service is unimplemented.")]
    public async Task What_nobody_serves_is_UNIMPLEMENTED(string path, string message)
    {
        await using var server = await NotesServer.StartAsync();

        var response = await PostAsync(server, path);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.GetValues("grpc-status").Should().Equal("12");
        response.Headers.GetValues("grpc-message").Should().Equal(message);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/grpc");
    }

    [Theory]
    [InlineData("/notes.Notes/Sing")]
    [InlineData("/unknown.Service/Say")]
    public async Task Unknown_methods_may_be_left_to_others(string path)
    {
        await using var server = await NotesServer.StartAsync(options => options.IgnoreUnknownServices = true);

        (await PostAsync(server, path)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_service_alone_may_leave_its_unknown_methods_to_others()
    {
        await using var server = await NotesServer.StartAsync(
            services => services.AddGrpc().AddServiceOptions<NotesService>(options => options.IgnoreUnknownServices = true),
            app => app.MapGrpcService<NotesService>());

        (await PostAsync(server, "/unknown.Service/Say")).Headers.GetValues("grpc-message").Should().Equal("Service is unimplemented.");
        (await PostAsync(server, "/notes.Notes/Sing")).Headers.GetValues("grpc-message").Should().Equal("Service is unimplemented.");
    }

    [Fact]
    public async Task Other_endpoints_of_the_application_are_reached()
    {
        await using var server = await NotesServer.StartAsync(services => services.AddGrpc(), app =>
        {
            app.MapGrpcService<NotesService>();
            app.MapPost("/some/form", () => "other");
        });

        var response = await PostAsync(server, "/some/form", "text/plain");

        (await response.Content.ReadAsStringAsync()).Should().Be("other");
        (await PostAsync(server, "/some/where", "text/plain")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("application/grpc", HttpStatusCode.OK)]
    [InlineData("application/grpc+proto", HttpStatusCode.OK)]
    [InlineData("application/GRPC; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("application/grpcs", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", HttpStatusCode.UnsupportedMediaType)]
    public async Task Only_gRPC_content_is_taken(string contentType, HttpStatusCode expected)
    {
        await using var server = await NotesServer.StartAsync();

        var response = await PostAsync(server, "/notes.Notes/Say", contentType);

        response.StatusCode.Should().Be(expected);
        if (expected != HttpStatusCode.OK)
            response.Headers.GetValues("grpc-message").Should().Equal($"Content-Type '{contentType}' is not supported.");
    }

    [Fact]
    public async Task A_request_without_content_type_is_refused()
    {
        await using var server = await NotesServer.StartAsync();

        var response = await PostAsync(server, "/notes.Notes/Say", contentType: null);

        response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        response.Headers.GetValues("grpc-status").Should().Equal("13");
        response.Headers.GetValues("grpc-message").Should().Equal("Content-Type is missing from the request.");
    }

    [Fact]
    public async Task A_call_over_HTTP_1_is_asked_to_upgrade()
    {
        await using var server = await NotesServer.StartAsync(
            services => services.AddGrpc(),
            app => app.MapGrpcService<NotesService>(),
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));

        var response = await PostAsync(server, "/notes.Notes/Say", version: HttpVersion.Version11);

        response.StatusCode.Should().Be(HttpStatusCode.UpgradeRequired);
        response.Headers.Upgrade.ToString().Should().Be("HTTP/2");
        response.Headers.GetValues("grpc-status").Should().Equal("13");
        response.Headers.GetValues("grpc-message").Should().Equal("Request protocol 'HTTP/1.1' is not supported.");
    }

    [Theory]
    [InlineData(false, HttpStatusCode.NotFound)]
    [InlineData(true, HttpStatusCode.MethodNotAllowed)]
    public async Task Another_verb_than_POST_is_left_to_others(bool ignoreUnknown, HttpStatusCode expected)
    {
        await using var server = await NotesServer.StartAsync(options => options.IgnoreUnknownServices = ignoreUnknown);

        (await PostAsync(server, "/notes.Notes/Say", verb: HttpMethod.Put)).StatusCode.Should().Be(expected);
    }

    [Theory]
    [InlineData("/notes.Notes/Say", true, HttpStatusCode.MethodNotAllowed)]
    [InlineData("/notes.Notes/Sing", false, HttpStatusCode.NotFound)]
    public async Task A_preflight_that_no_middleware_answers_is_refused(string path, bool ignoreUnknown, HttpStatusCode expected)
    {
        await using var server = await NotesServer.StartAsync(options => options.IgnoreUnknownServices = ignoreUnknown);

        var response = await PostAsync(server, path, contentType: null, verb: HttpMethod.Options, headers: ("access-control-request-method", "POST"));

        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Endpoints_carry_name_kind_and_attributes_of_the_method()
    {
        await using var server = await NotesServer.StartAsync(
            services => services.AddGrpc(),
            app => app.MapGrpcService<MarkedService>().WithMetadata("from convention"));

        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var say = endpoints.Single(endpoint => endpoint.RoutePattern.RawText == "/notes.Notes/Say");

        say.DisplayName.Should().Be("gRPC - /notes.Notes/Say");
        say.Metadata.GetRequiredMetadata<GrpcMethodMetadata>().ServiceType.Should().Be<MarkedService>();
        say.Metadata.GetRequiredMetadata<GrpcMethodMetadata>().Method.Type.Should().Be(MethodType.Unary);
        say.Metadata.GetOrderedMetadata<TagsAttribute>().SelectMany(tags => tags.Tags).Should().Equal("type", "method");
        say.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Should().Equal("POST");
        say.Metadata.OfType<string>().Should().Equal("from convention");
        endpoints.Select(endpoint => endpoint.DisplayName).Should().BeEquivalentTo(
            "gRPC - /notes.Notes/Say", "gRPC - /notes.Notes/Collect", "gRPC - /notes.Notes/List", "gRPC - /notes.Notes/Talk",
            "gRPC - Unimplemented service", "gRPC - Unimplemented method for notes.Notes");
    }

    [Fact]
    public async Task A_service_needs_AddGrpc()
    {
        var start = () => NotesServer.StartAsync(_ => { }, app => app.MapGrpcService<NotesService>());

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("Unable to find the required services.*'IServiceCollection.AddGrpc'*");
    }

    private static async Task<HttpResponseMessage> PostAsync(
        NotesServer server, string path, string? contentType = "application/grpc", HttpMethod? verb = null, Version? version = null, params (string, string)[] headers)
    {
        var content = new ByteArrayContent(Frame.Of(new Note()));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        var request = new HttpRequestMessage(verb ?? HttpMethod.Post, path)
        {
            Content = content,
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await server.Http.SendAsync(request);
    }
}
