namespace Grpc.Core.Api.Tests.Support;

/// <summary>Notes the calls it is asked for and answers them at once.</summary>
internal sealed class NotingInvoker : CallInvoker
{
    public List<string> Calls { get; } = [];

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Note("blocking", host, options);
        return (TResponse)(object)request;
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Note("unary", host, options);
        return new AsyncUnaryCall<TResponse>(Task.FromResult((TResponse)(object)request), Task.FromResult(Metadata.Empty), () => Status.DefaultSuccess, () => Metadata.Empty, () => Calls.Add("disposed"));
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Note("server stream", host, options);
        return new AsyncServerStreamingCall<TResponse>(null!, _ => Task.FromResult(Metadata.Empty), _ => Status.DefaultSuccess, _ => Metadata.Empty, Dispose, "server stream");
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Note("client stream", host, options);
        return new AsyncClientStreamingCall<TRequest, TResponse>(null!, Task.FromResult<TResponse>(null!), _ => Task.FromResult(Metadata.Empty), _ => Status.DefaultSuccess, _ => Metadata.Empty, Dispose, "client stream");
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Note("duplex", host, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(null!, null!, _ => Task.FromResult(Metadata.Empty), _ => Status.DefaultSuccess, _ => Metadata.Empty, Dispose, "duplex");
    }

    private void Dispose(object state) => Calls.Add($"{state} disposed");

    private void Note(string kind, string? host, CallOptions options) =>
        Calls.Add(string.Join(' ', new[] { kind, host }.Concat(options.Headers?.Select(entry => entry.Key) ?? []).Where(part => part is not null)));
}
