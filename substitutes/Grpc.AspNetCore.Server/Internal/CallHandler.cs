using Grpc.Core;
using Grpc.Net.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Handles the requests for one method: makes the call, has it served, and ends it with a status whatever happens.</summary>
internal abstract class CallHandler<TService, TRequest, TResponse>(HandlerSetup<TService> setup, Method<TRequest, TResponse> method)
    where TService : class
    where TRequest : class
    where TResponse : class
{
    public Task HandleAsync(HttpContext http)
    {
        if (RefusedRequests.Refuses(http, setup.Log))
            return Task.CompletedTask;

        var call = new ServerCall(http, setup.Settings, setup.Log);
        http.Features.Set<IServerCallContextFeature>(call);
        http.Response.ContentType = GrpcProtocol.ContentType;
        return RunAsync(call);
    }

    protected abstract Task ServeAsync(ServerCall call);

    protected ValueTask<TRequest> ReadRequestAsync(ServerCall call) =>
        RequestMessages.ReadOnlyOneAsync(call, method.RequestMarshaller.ContextualDeserializer);

    protected RequestStream<TRequest> Requests(ServerCall call) => new(call, method.RequestMarshaller.ContextualDeserializer);

    protected ResponseStream<TResponse> Responses(ServerCall call) => new(call, method.ResponseMarshaller.ContextualSerializer);

    /// <summary>Writes the one response. From here on the deadline does not end the call: it is as good as ended.</summary>
    protected Task WriteResponseAsync(ServerCall call, TResponse? response)
    {
        if (response is null)
            throw Failures.NoResponse();

        return call.TryStopDeadline()
            ? ResponseMessages.WriteOnlyOneAsync(call, response, method.ResponseMarshaller.ContextualSerializer)
            : Task.CompletedTask;
    }

    /// <summary>A stream may be silent and long: limits on the body and on the time of requests are not meant for it.</summary>
    protected void LiftLimits(HttpContext http, bool ofRequestBody)
    {
        if (http.Features.Get<IHttpRequestTimeoutFeature>() is { } timeout
            && http.GetEndpoint()?.Metadata is var metadata
            && metadata?.GetMetadata<RequestTimeoutAttribute>() is null
            && metadata?.GetMetadata<RequestTimeoutPolicy>() is null)
            timeout.DisableTimeout();
        if (!ofRequestBody)
            return;

        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { } size)
            return;
        if (size.IsReadOnly)
            ServerLog.UnableToDisableMaxRequestBodySize(setup.Log);
        else
            size.MaxRequestBodySize = null;
    }

    protected ServiceLease<TService> Service(ServerCallContext context) => new(setup.Activator, context.GetHttpContext().RequestServices);

    private async Task RunAsync(ServerCall call)
    {
        try
        {
            call.Begin();
            await ServeAsync(call);
            await call.EndAsync();
        }
        catch (Exception e)
        {
            await call.FailAsync(e, method.Name);
        }
    }
}
