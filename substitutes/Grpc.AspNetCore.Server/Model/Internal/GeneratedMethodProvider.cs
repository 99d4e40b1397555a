using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>Finds the methods of services that derive from a generated base.</summary>
internal sealed class GeneratedMethodProvider<TService>(ILoggerFactory loggers) : IServiceMethodProvider<TService>
    where TService : class
{
    private readonly ILogger _log = loggers.CreateLogger("Grpc.AspNetCore.Server.Model.Internal.BinderServiceMethodProvider");

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        if (BindMethod.Find(typeof(TService)) is not { } bind)
        {
            DiscoveryLog.BindMethodNotFound(_log, typeof(TService));
            return;
        }

        try
        {
            bind.Invoke(null, [new GeneratedMethodBinder<TService>(context, bind.GetParameters()[1].ParameterType), null]);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Error binding gRPC service '{typeof(TService).Name}'.", e);
        }
    }
}
