using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;

namespace Grpc.Net.Client.Internal;

/// <summary>What is known about the connections of a handler, which several channels may share.</summary>
internal sealed class ConnectionsOfHandler
{
    private static readonly ConditionalWeakTable<SocketsHttpHandler, ConnectionsOfHandler> Known = [];

    private readonly ConcurrentDictionary<DnsEndPoint, Connectivity> _byAddress = new();

    /// <summary>Null if nothing can be known, because the handler is of another kind, or makes its connections in a way of its own.</summary>
    public static ConnectionsOfHandler? Of(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler outer)
            handler = outer.InnerHandler;
        if (handler is not SocketsHttpHandler sockets)
            return null;
        lock (Known)
        {
            if (Known.TryGetValue(sockets, out var known))
                return known;

            known = new ConnectionsOfHandler();
            if (!known.TryAttach(sockets))
                return null;
            Known.Add(sockets, known);
            return known;
        }
    }

    public Connectivity To(DnsEndPoint address) => _byAddress.GetOrAdd(address, static added => new Connectivity(added));

    private bool TryAttach(SocketsHttpHandler handler)
    {
        if (handler.ConnectCallback is not null)
            return false;
        try
        {
            handler.ConnectCallback = (context, token) => To(context.DnsEndPoint).OpenAsync(token);
            return true;
        }
        catch (InvalidOperationException)
        {
            // The handler has been in use before.
            return false;
        }
    }
}
