using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Adds methods to a service that no generated code knows.</summary>
internal sealed class BytesProvider : IServiceMethodProvider<BytesService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<BytesService> context)
    {
        context.AddUnaryMethod(New(MethodType.Unary, "Reverse"), [new TagsAttribute("first")], (service, bytes, _) => service.ReverseAsync(bytes));
        context.AddClientStreamingMethod(New(MethodType.ClientStreaming, "Join"), [], (service, stream, _) => service.JoinAsync(stream));
        context.AddServerStreamingMethod(New(MethodType.ServerStreaming, "Split"), [], (service, bytes, stream, _) => service.SplitAsync(bytes, stream));
        context.AddDuplexStreamingMethod(New(MethodType.DuplexStreaming, "Echo"), [], (service, input, output, _) => service.EchoAsync(input, output));
        context.AddMethod(
            New(MethodType.Unary, "Raw"), RoutePatternFactory.Parse("/raw/{word}"), [], http => http.Response.WriteAsync($"raw {http.Request.RouteValues["word"]}"));
    }

    private static Method<byte[], byte[]> New(MethodType type, string name)
    {
        var bytes = Marshallers.Create(message => message, message => message);
        return new Method<byte[], byte[]>(type, "notes.Notes", name, bytes, bytes);
    }
}
