using System.Globalization;
using Akka.Util;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Akka.Serialization;

/// <summary>Writes numbers with their type, which JSON does not have, and values such as references to actors by their surrogates.</summary>
internal sealed class SurrogateConverter : JsonConverter
{
    public const string Number = "$";

    private readonly NewtonSoftJsonSerializer _owner;

    public SurrogateConverter(NewtonSoftJsonSerializer owner) => _owner = owner;

    /// <exception cref="NotSupportedException">The text does not begin with the letter of a type.</exception>
    public static object Parse(string text) => text[0] switch
    {
        'I' => int.Parse(text.AsSpan(1), provider: CultureInfo.InvariantCulture),
        'F' => float.Parse(text.AsSpan(1), provider: CultureInfo.InvariantCulture),
        'M' => decimal.Parse(text.AsSpan(1), provider: CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(),
    };

    public static JToken WithNumbers(JToken token)
    {
        switch (token)
        {
            case JObject wrapped when wrapped[Number] is { } number:
                return new JValue(Parse((string)number));
            case JObject untyped:
                foreach (var property in untyped.Properties().ToList())
                    property.Value = WithNumbers(property.Value);
                return untyped;
            case JArray array:
                for (var i = 0; i < array.Count; i++)
                    array[i] = WithNumbers(array[i]);
                return array;
            default:
                return token;
        }
    }

    public override bool CanConvert(Type objectType) =>
        objectType == typeof(int) || objectType == typeof(float) || objectType == typeof(decimal)
        || objectType == typeof(object) || typeof(ISurrogated).IsAssignableFrom(objectType);

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer) =>
        _owner.Restore(serializer.Deserialize(reader), objectType);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer)
    {
        switch (value)
        {
            case int or float or decimal:
                writer.WriteStartObject();
                writer.WritePropertyName(Number);
                writer.WriteValue(Letter(value) + Convert.ToString(value, CultureInfo.InvariantCulture));
                writer.WriteEndObject();
                break;
            case ISurrogated surrogated:
                serializer.Serialize(writer, surrogated.ToSurrogate(_owner.System));
                break;
            default:
                serializer.Serialize(writer, value);
                break;
        }
    }

    private static string Letter(object number) => number switch
    {
        int => "I",
        float => "F",
        _ => "M",
    };
}
