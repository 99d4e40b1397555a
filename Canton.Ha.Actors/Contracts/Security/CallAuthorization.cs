using Canton.Ha.Actors.Contracts.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http.Features;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>
/// Lets calls in whose callers may make them. A stream is ended when its caller loses the right to it: whoever serves it hears of that by
/// <see cref="CallLife"/>, and a client that takes nothing cannot hold it up.
/// </summary>
internal abstract class CallAuthorization : Interceptor
{
    /// <summary>HTTP/2's INADEQUATE_SECURITY, which gRPC reads as PERMISSION_DENIED: no trailer would come past the data that is not taken.</summary>
    private const int InadequateSecurity = 0xd;

    private const string Header = "authorization";

    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(1);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await PermitAsync(request, context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var permit = await PermitAsync(request, context);
        await RunAsync(permit, context, () => continuation(request, responseStream, context));
    }

    /// <summary>No service has such a stream.</summary>
    /// <exception cref="CantonErrorException">Always.</exception>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        throw SecurityErrors.PermissionDenied($"nobody may send a stream of messages to {context.Method}");

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var permit = await PermitAsync(requestStream, context);
        await RunAsync(permit, context, () => continuation(requestStream, responseStream, context));
    }

    /// <summary>The right to a call; null for one that nobody can lose.</summary>
    /// <param name="request">The message; the stream of messages where there are several.</param>
    /// <param name="context">The call.</param>
    /// <exception cref="CantonErrorException">There is none.</exception>
    protected abstract ValueTask<ICallPermit?> PermitAsync(object request, ServerCallContext context);

    /// <summary>Who makes a call, by the token that comes with it.</summary>
    /// <exception cref="CantonErrorException">He is not known.</exception>
    protected static async ValueTask<TokenHolder> HolderOfAsync(Tokens tokens, ServerCallContext context)
    {
        try
        {
            return await tokens.AuthenticateAsync(context.RequestHeaders.GetValue(Header), context.CancellationToken);
        }
        catch (TokenRefusedException e)
        {
            throw SecurityErrors.Unauthenticated(e.Message);
        }
    }

    private static async Task RunAsync(ICallPermit? permit, ServerCallContext context, Func<Task> run)
    {
        if (permit is null)
        {
            await run();
            return;
        }

        using var life = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        using var over = new CancellationTokenSource();
        CallLife.Limit(context, life.Token);
        var lost = permit.LostAsync(over.Token);
        var running = run();
        if (await Task.WhenAny(running, lost) == running)
        {
            await over.CancelAsync();
            await running;
            return;
        }

        await life.CancelAsync();
        await SayFarewellAsync(running, context);
        throw await lost;
    }

    /// <summary>How it ends does not matter: the client is told why it had to.</summary>
    private static async Task SayFarewellAsync(Task running, ServerCallContext context)
    {
        try
        {
            await running.WaitAsync(FarewellMax);
        }
        catch (TimeoutException)
        {
            context.GetHttpContext().Features.GetRequiredFeature<IHttpResetFeature>().Reset(InadequateSecurity);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It was told to end.
        }
    }
}
