using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class InterceptorSpec
{
    [Theory]
    [InlineData("Say")]
    [InlineData("Collect")]
    [InlineData("List")]
    [InlineData("Talk")]
    public async Task Interceptors_of_all_services_are_outside_of_those_of_the_service(string method)
    {
        var passed = new Passed();
        await using var server = await StartAsync(passed, all => all.Add<MarkingInterceptor>("all"), own =>
        {
            own.Add<MarkingInterceptor>("first");
            var type = typeof(MarkingInterceptor);
            own.Add(type, "second");
        });

        var response = await server.Client.CallAsync(method, new Note());

        response.Status.Should().Be(StatusCode.OK);
        passed.Marks.Where(mark => !mark.Contains("disposed")).Should().Equal("all>", "first>", "second>", "<second", "<first", "<all");
    }

    [Fact]
    public async Task Every_call_has_interceptors_of_its_own_that_are_disposed_from_the_inside_outward()
    {
        var passed = new Passed();
        await using var server = await StartAsync(passed, all => all.Add<MarkingInterceptor>("outer"), own => own.Add<MarkingInterceptor>("inner"));

        await server.Client.CallAsync("Say", new Note());
        await server.Client.CallAsync("Say", new Note());

        passed.Marks.Where(mark => mark.Contains("disposed")).Should().Equal("inner disposed", "outer disposed", "inner disposed", "outer disposed");
    }

    [Fact]
    public async Task An_interceptor_that_throws_is_disposed_and_its_status_is_sent()
    {
        var passed = new Passed();
        await using var server = await StartAsync(passed, all => all.Add<MarkingInterceptor>("outer"), own => own.Add<RefusingInterceptor>());

        var response = await server.Client.CallAsync("Say", new Note());

        (response.Status, response.Message).Should().Be((StatusCode.PermissionDenied, "no entry"));
        passed.Marks.Should().Equal("outer>", "outer disposed");
    }

    [Fact]
    public async Task An_interceptor_that_the_container_knows_is_the_containers_and_not_disposed_by_the_call()
    {
        var passed = new Passed();
        var shared = new MarkingInterceptor(passed, "shared");
        await using var server = await StartAsync(passed, all => all.Add<MarkingInterceptor>(), _ => { }, services => services.AddSingleton(shared));

        await server.Client.CallAsync("Say", new Note());

        passed.Marks.Should().Equal("shared>", "<shared");
    }

    [Fact]
    public void Only_interceptors_with_arguments_that_are_something_can_be_added()
    {
        var interceptors = new InterceptorCollection();

        interceptors.Invoking(all => all.Add(typeof(string))).Should().Throw<ArgumentException>()
            .WithMessage("Type must inherit from Grpc.Core.Interceptors.Interceptor.*");
        interceptors.Invoking(all => all.Add<MarkingInterceptor>("name", null!)).Should().Throw<ArgumentException>()
            .WithMessage("Interceptor arguments contains a null value. Null interceptor arguments are not supported.*");
        interceptors.Invoking(all => all.Add(null!, "name")).Should().Throw<ArgumentNullException>();
        interceptors.Should().BeEmpty();
    }

    [Fact]
    public void A_registration_tells_type_and_arguments()
    {
        var interceptors = new InterceptorCollection();
        interceptors.Add<MarkingInterceptor>("name", 1);

        var registration = interceptors.Single();

        registration.Type.Should().Be<MarkingInterceptor>();
        registration.Arguments.Should().Equal("name", 1);
    }

    private static Task<NotesServer> StartAsync(
        Passed passed, Action<InterceptorCollection> all, Action<InterceptorCollection> own, Action<IServiceCollection>? more = null) =>
        NotesServer.StartAsync(
            services =>
            {
                services.AddSingleton(passed);
                services.AddGrpc(options => all(options.Interceptors)).AddServiceOptions<NotesService>(options => own(options.Interceptors));
                more?.Invoke(services);
            },
            app => app.MapGrpcService<NotesService>());
}
