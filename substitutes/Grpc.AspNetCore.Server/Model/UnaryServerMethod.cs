using Grpc.Core;

namespace Grpc.AspNetCore.Server.Model;

/// <summary>Serves a unary call.</summary>
public delegate Task<TResponse> UnaryServerMethod<TService, TRequest, TResponse>(TService service, TRequest request, ServerCallContext serverCallContext);
