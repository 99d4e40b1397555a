using System.Text.Json;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>Roles as the JSON of the health server and the tags of metrics have them.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<ReplicaRole, string> s_names =
        Enum.GetValues<ReplicaRole>().ToDictionary(role => role, role => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString()));

    public static string Of(ReplicaRole role) => s_names[role];
}
