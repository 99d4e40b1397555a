namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>An activator that an application brings along.</summary>
internal sealed class CountedActivator(Passed passed) : IGrpcServiceActivator<CountedService>
{
    public GrpcActivatorHandle<CountedService> Create(IServiceProvider serviceProvider) => new(new CountedService(passed), created: false, state: "mine");

    public ValueTask ReleaseAsync(GrpcActivatorHandle<CountedService> service)
    {
        passed.Mark($"released {service.State}");
        return default;
    }
}
