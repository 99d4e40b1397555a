using Canton.Ha.Actors.Configuration;
using Canton.Ha.Admin.V1;
using Com.Digitalasset.Canton.Admin.Health.V30;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Com.Digitalasset.Canton.Connection.V30;
using Google.Protobuf.Reflection;
using Grpc.Reflection.V1;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDescriptor = Microsoft.Extensions.DependencyInjection.ServiceDescriptor;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>A set of gRPC services that one port serves, and what reflection says about them.</summary>
internal sealed class ServedApi
{
    /// <summary>Everything a participant serves.</summary>
    public static readonly ServedApi Admin = new Builder()
        .With<ApiInfoApi>(ApiInfoReflection.Descriptor)
        .With<ParticipantStatusApi>(ParticipantStatusServiceReflection.Descriptor)
        .With<ParticipantReplicationApi>(ParticipantReplicationServiceReflection.Descriptor)
        .With<StatusApi>(StatusServiceReflection.Descriptor)
        .With<ReplicationApi>(ReplicationServiceReflection.Descriptor)
        .With<HealthApi>(Grpc.Health.V1.HealthReflection.Descriptor)
        .With<ReflectionApi>(ReflectionReflection.Descriptor)
        .Build();

    /// <summary>The same without what is about participants.</summary>
    public static readonly ServedApi Synchronizer = new Builder()
        .With<ApiInfoApi>(ApiInfoReflection.Descriptor)
        .With<StatusApi>(StatusServiceReflection.Descriptor)
        .With<ReplicationApi>(ReplicationServiceReflection.Descriptor)
        .With<HealthApi>(Grpc.Health.V1.HealthReflection.Descriptor)
        .With<ReflectionApi>(ReflectionReflection.Descriptor)
        .Build();

    /// <summary>For whoever may know how the replica is, and nothing else.</summary>
    public static readonly ServedApi Health = new Builder()
        .With<HealthApi>(Grpc.Health.V1.HealthReflection.Descriptor)
        .With<ReflectionApi>(ReflectionReflection.Descriptor)
        .Build();

    private readonly IReadOnlyList<FileDescriptor> _files;
    private readonly IReadOnlyList<Action<IEndpointRouteBuilder>> _maps;

    private ServedApi(IReadOnlyList<FileDescriptor> files, IReadOnlyList<Action<IEndpointRouteBuilder>> maps) => (_files, _maps) = (files, maps);

    /// <summary>The whole Admin API of a kind of node.</summary>
    public static ServedApi Of(NodeKind kind) => kind == NodeKind.Participant ? Admin : Synchronizer;

    /// <summary>Registers what the services need.</summary>
    public void AddTo(IServiceCollection services, AdminNode node)
    {
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime>(NoLifetime.Instance));
        services.AddSingleton(node);
        services.AddSingleton(new DescriptorIndex(_files));
        services.AddRoutingCore();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = node.Settings.Admin.MessageBytesMax;
            grpc.Interceptors.Add<CallErrors>();
        });
    }

    /// <summary>Routes calls to the services.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var map in _maps)
            map(routes);
    }

    private sealed class Builder
    {
        private readonly List<FileDescriptor> _files = [];
        private readonly List<Action<IEndpointRouteBuilder>> _maps = [];

        public Builder With<T>(FileDescriptor file)
            where T : class
        {
            _files.Add(file);
            _maps.Add(routes => routes.MapGrpcService<T>());
            return this;
        }

        public ServedApi Build() => new(_files, _maps);
    }

    /// <summary>The node decides when its servers stop; a signal is not for them.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public static readonly NoLifetime Instance = new();

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
