using Grpc.Core;

namespace Grpc.AspNetCore.Server.Model;

/// <summary>Serves a call with a stream of requests and a stream of responses.</summary>
public delegate Task DuplexStreamingServerMethod<TService, TRequest, TResponse>(
    TService service, IAsyncStreamReader<TRequest> input, IServerStreamWriter<TResponse> output, ServerCallContext serverCallContext);
