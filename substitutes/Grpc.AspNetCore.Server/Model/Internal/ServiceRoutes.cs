using Grpc.AspNetCore.Server.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>Maps the methods of a service, and catch-all routes that answer <c>UNIMPLEMENTED</c> for whatever else looks like gRPC.</summary>
internal sealed class ServiceRoutes<TService>(
    IEnumerable<IServiceMethodProvider<TService>> providers,
    MethodHandlers<TService> handlers,
    MappedServices mapped,
    IOptions<GrpcServiceOptions> options,
    IOptions<GrpcServiceOptions<TService>> serviceOptions,
    ILoggerFactory loggers)
    where TService : class
{
    private const string UnknownMethod = $"{{{UnimplementedMethods.MethodKey}:{UnimplementedConstraint.Name}}}";
    private readonly ILogger _log = loggers.CreateLogger("Grpc.AspNetCore.Server.Model.Internal.ServiceRouteBuilder");

    public List<IEndpointConventionBuilder> Map(IEndpointRouteBuilder routes)
    {
        DiscoveryLog.DiscoveringServiceMethods(_log, typeof(TService));
        var context = new ServiceMethodProviderContext<TService>(handlers);
        foreach (var provider in providers)
            provider.OnServiceMethodDiscovery(context);
        if (context.Methods.Count == 0)
            DiscoveryLog.NoServiceMethodsDiscovered(_log, typeof(TService));

        List<IEndpointConventionBuilder> endpoints = [.. context.Methods.Select(method => Map(routes, method))];
        var services = context.Methods.Select(method => method.Method.ServiceName).Distinct(StringComparer.Ordinal).ToList();
        endpoints.AddRange(MapCatchAlls(routes, services));
        services.ForEach(mapped.Add);
        return endpoints;
    }

    private IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, MappedMethod method)
    {
        var endpoint = routes.Map(method.Pattern, method.Handler);
        endpoint.Add(builder =>
        {
            builder.DisplayName = $"gRPC - {method.Pattern.RawText}";
            builder.Metadata.Add(new GrpcMethodMetadata(typeof(TService), method.Method));
            foreach (var item in method.Metadata)
                builder.Metadata.Add(item);
        });
        LogAdded(method);
        return endpoint;
    }

    private void LogAdded(MappedMethod method)
    {
        if (!_log.IsEnabled(LogLevel.Trace))
            return;

        var verbs = method.Metadata.OfType<HttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        DiscoveryLog.AddedServiceMethod(
            _log, method.Method.Name, method.Method.ServiceName, method.Method.Type, string.Join(',', verbs), method.Pattern.RawText ?? "");
    }

    private IEnumerable<IEndpointConventionBuilder> MapCatchAlls(IEndpointRouteBuilder routes, List<string> services)
    {
        var ignoresServices = options.Value.IgnoreUnknownServices ?? false;
        if (!ignoresServices && mapped.IsEmpty)
            yield return Map(routes, $"{{{UnimplementedMethods.ServiceKey}}}/{UnknownMethod}", "Unimplemented service", UnimplementedMethods.Service(loggers));
        if (serviceOptions.Value.IgnoreUnknownServices ?? ignoresServices)
            yield break;

        foreach (var service in services.Where(service => !mapped.Knows(service)))
            yield return Map(routes, $"{service}/{UnknownMethod}", $"Unimplemented method for {service}", UnimplementedMethods.Method(loggers));
    }

    // No verb in the metadata: routing would answer 405 to other verbs, which belong to other endpoints. The constraint looks at the verb.
    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, string pattern, string name, RequestDelegate handler)
    {
        var endpoint = routes.Map(pattern, handler);
        endpoint.Add(builder => builder.DisplayName = $"gRPC - {name}");
        return endpoint;
    }
}
