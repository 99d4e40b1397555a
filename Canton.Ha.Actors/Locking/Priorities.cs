using System.Collections.Immutable;
using System.Text.Json;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking;

/// <summary>Priorities as they are stored: a JSON object with a whole number for each replica.</summary>
internal static class Priorities
{
    public static ImmutableSortedDictionary<string, int> Parse(string json) =>
        FailoverPolicy.None.Priorities.AddRange(JsonSerializer.Deserialize<Dictionary<string, int>>(json)!);
}
