using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>What the handler of a method needs beside the method.</summary>
internal sealed record HandlerSetup<TService>(CallSettings Settings, IGrpcServiceActivator<TService> Activator, ILogger Log)
    where TService : class;
