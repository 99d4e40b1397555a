using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>One change of what is stored about parties and users. It says what is then, so that doing it again changes nothing.</summary>
internal abstract record ManagementChange
{
    private ManagementChange()
    {
    }

    /// <summary>A user is there, with these properties; its rights stay.</summary>
    public sealed record PutUser(UserRecord User) : ManagementChange;

    /// <summary>A user and its rights are gone.</summary>
    public sealed record RemoveUser(string Id) : ManagementChange;

    /// <summary>A user that is there has these rights, too.</summary>
    public sealed record Grant(string Id, ImmutableHashSet<UserRight> Rights) : ManagementChange;

    /// <summary>A user has none of these rights.</summary>
    public sealed record Revoke(string Id, ImmutableHashSet<UserRight> Rights) : ManagementChange;

    /// <summary>These are the annotations of a party, hosted or not.</summary>
    public sealed record PutParty(string Party, ImmutableSortedDictionary<string, string> Annotations) : ManagementChange;
}
