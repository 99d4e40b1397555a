using System.Text.Json;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>What a token says. It is read strictly: a time that is no number shall not pass for no time at all.</summary>
/// <param name="Subject"><c>sub</c>.</param>
/// <param name="Audiences"><c>aud</c>.</param>
/// <param name="Scopes"><c>scope</c>, words with spaces between them, or else the list <c>scp</c>.</param>
/// <param name="ExpiresAt"><c>exp</c>.</param>
/// <param name="IssuedAt"><c>iat</c>.</param>
/// <param name="NotBefore"><c>nbf</c>.</param>
internal sealed record TokenPayload(
    string Subject, IReadOnlyList<string> Audiences, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, DateTimeOffset? IssuedAt, DateTimeOffset? NotBefore)
{
    /// <summary>The end of the year 9999, in seconds since 1970.</summary>
    private const double SecondsMax = 253_402_300_799;

    /// <exception cref="TokenRefusedException">It is malformed.</exception>
    public static TokenPayload Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new TokenRefusedException("the payload of the token is no JSON object");

            var scopes = Texts(root, "scope").SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            return new TokenPayload(
                Texts(root, "sub") is [{ Length: > 0 } subject] ? subject : throw new TokenRefusedException("the token names nobody (sub)"),
                Texts(root, "aud"),
                scopes.Count > 0 ? scopes : Texts(root, "scp"),
                Time(root, "exp"),
                Time(root, "iat"),
                Time(root, "nbf"));
        }
        catch (JsonException)
        {
            throw new TokenRefusedException("the payload of the token is no JSON");
        }
    }

    private static List<string> Texts(JsonElement root, string name) => Property(root, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => [text.GetString() ?? ""],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(element => element.GetString() ?? "")],
        _ => throw new TokenRefusedException($"the field {name} of the token is neither a text nor a list of texts"),
    };

    private static DateTimeOffset? Time(JsonElement root, string name) => Property(root, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.GetDouble() is >= 0 and <= SecondsMax and var seconds => DateTimeOffset.UnixEpoch.AddSeconds(seconds),
        _ => throw new TokenRefusedException($"the field {name} of the token is no time in seconds since 1970"),
    };

    private static JsonElement? Property(JsonElement root, string name) =>
        root.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
