using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>The form of what goes to a page: server-sent events whose data is JSON in one line.</summary>
internal static class ServerSentEvent
{
    /// <summary>The media type of a stream of them.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>What a replica says about itself: <see cref="ReplicaView"/>.</summary>
    public const string Self = "self";

    /// <summary>What happened to it: <see cref="NewsView"/>.</summary>
    public const string News = "news";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>One event.</summary>
    /// <param name="id">What a browser says it heard last when it comes back.</param>
    /// <param name="kind">Which part of the page it is about.</param>
    /// <param name="view">The part.</param>
    public static ReadOnlyMemory<byte> Of(string id, string kind, object view)
    {
        var message = new ArrayBufferWriter<byte>(512);
        Encoding.ASCII.GetBytes($"id: {id}\nevent: {kind}\ndata: ", message);
        using (var json = new Utf8JsonWriter(message))
            JsonSerializer.Serialize(json, view, view.GetType(), s_json);
        message.Write("\n\n"u8);
        return message.WrittenMemory;
    }

    /// <summary>Reads the data of an event.</summary>
    /// <exception cref="JsonException">It is not what its kind promises.</exception>
    public static T Read<T>(ReadOnlySpan<byte> data) => JsonSerializer.Deserialize<T>(data, s_json) ?? throw new JsonException("There is nothing.");
}
