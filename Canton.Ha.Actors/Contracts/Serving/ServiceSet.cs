using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core.Interceptors;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>A set of gRPC services that one port serves, what each call passes on its way to them, and what reflection says about them.</summary>
internal sealed class ServiceSet
{
    private readonly IReadOnlyList<FileDescriptor> _files;
    private readonly DescriptorIndex _index;
    private readonly FrozenDictionary<string, string> _requests;
    private readonly IReadOnlyList<Action<IServiceCollection>> _services;
    private readonly IReadOnlyList<Action<GrpcServiceOptions>> _interceptors;
    private readonly IReadOnlyList<Action<IEndpointRouteBuilder>> _maps;

    private ServiceSet(Builder builder)
    {
        _files = [.. builder.Files];
        _index = new DescriptorIndex(_files);
        _requests = MethodsIn(_files).ToFrozenDictionary(PathOf, method => method.InputType.FullName, StringComparer.Ordinal);
        (_services, _interceptors, _maps) = ([.. builder.Services], [.. builder.Interceptors], [.. builder.Maps]);
    }

    /// <summary>Paths of all methods.</summary>
    public IEnumerable<string> Methods => _requests.Keys;

    /// <summary>Full name of the message that a method takes; null if there is no such path.</summary>
    public string? RequestOf(string? path) => path is null ? null : _requests.GetValueOrDefault(path);

    /// <summary>Registers the services: one of each for all calls.</summary>
    public void AddTo(IServiceCollection services, int messageBytesMax)
    {
        services.AddSingleton(_index);
        foreach (var add in _services)
            add(services);
        services.AddRoutingCore();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = messageBytesMax;
            foreach (var intercept in _interceptors)
                intercept(grpc);
        });
    }

    /// <summary>Routes calls to the services.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var map in _maps)
            map(routes);
    }

    private static IEnumerable<MethodDescriptor> MethodsIn(IReadOnlyList<FileDescriptor> files) => files.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    private static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    /// <summary>Puts a set together.</summary>
    internal sealed class Builder
    {
        public List<FileDescriptor> Files { get; } = [];

        public List<Action<IServiceCollection>> Services { get; } = [];

        public List<Action<GrpcServiceOptions>> Interceptors { get; } = [];

        public List<Action<IEndpointRouteBuilder>> Maps { get; } = [];

        /// <summary>A service, and the file in which it is declared.</summary>
        public Builder With<T>(FileDescriptor file)
            where T : class
        {
            Files.Add(file);
            Services.Add(services => services.AddSingleton<T>());
            Maps.Add(routes => routes.MapGrpcService<T>());
            return this;
        }

        /// <summary>What every call passes; the first one first.</summary>
        public Builder Behind<T>()
            where T : Interceptor
        {
            Services.Add(services => services.AddSingleton<T>());
            Interceptors.Add(grpc => grpc.Interceptors.Add<T>());
            return this;
        }

        public ServiceSet Build() => new(this);
    }
}
