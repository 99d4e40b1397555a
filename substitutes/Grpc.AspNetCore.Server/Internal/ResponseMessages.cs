using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Writes the response of a method that has only one; it goes out together with the status.</summary>
internal static class ResponseMessages
{
    public static async Task WriteOnlyOneAsync<T>(ServerCall call, T message, Action<T, SerializationContext> serializer)
        where T : class
    {
        try
        {
            var response = call.Http.Response;
            if (!response.HasStarted)
                await response.StartAsync();

            ServerLog.SendingMessage(call.Log);
            call.Outgoing.Write(response.BodyWriter, message, serializer);
            Sent(call);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ServerLog.ErrorSendingMessage(call.Log, e);
            throw;
        }
    }

    public static void Sent(ServerCall call)
    {
        ServerLog.MessageSent(call.Log);
        if (ServerEvents.Log.IsEnabled())
            ServerEvents.Log.MessageSent();
    }
}
