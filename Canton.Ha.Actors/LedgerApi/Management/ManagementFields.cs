using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.LedgerApi.Management;

/// <summary>Fields of requests that manage parties and users. Answers what is right, and throws otherwise.</summary>
internal static class ManagementFields
{
    /// <summary>Nothing of what is managed can be updated, so that there is only one version of it.</summary>
    private const string OnlyVersion = "0";

    /// <summary>The user that a request is about: without tokens, it alone can say so.</summary>
    public static string User(string id) => id.Length == 0 ? throw RequestErrors.MissingUser() : Fields.UserId(id);

    /// <summary>Rights, each once.</summary>
    public static ImmutableHashSet<UserRight> Rights(IEnumerable<Right> rights) => [.. rights.Select(UserRight.Of)];

    /// <summary>What is to be noted about something new, which has no version yet.</summary>
    public static ImmutableSortedDictionary<string, string> Annotations(ObjectMeta? metadata, string field)
    {
        if (metadata is { ResourceVersion.Length: > 0 })
            throw RequestErrors.InvalidArgument($"The field {field}.resource_version is '{metadata.ResourceVersion}'; it must be empty for what is new.");

        return Ledger.Management.Annotations.Of(metadata?.Annotations.ToDictionary(StringComparer.Ordinal) ?? [], $"{field}.annotations");
    }

    /// <summary>This participant manages everything itself.</summary>
    public static void NoIdentityProvider(string id)
    {
        if (id.Length > 0)
            throw RequestErrors.InvalidArgument($"The field identity_provider_id is '{id}', but this participant has no identity providers; it must be empty.");
    }

    public static ObjectMeta Metadata(ImmutableSortedDictionary<string, string> annotations)
    {
        var metadata = new ObjectMeta { ResourceVersion = OnlyVersion };
        metadata.Annotations.Add(annotations);
        return metadata;
    }
}
