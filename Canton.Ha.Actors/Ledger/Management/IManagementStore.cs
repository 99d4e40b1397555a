using System.Collections.Immutable;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>What is stored about users, and about parties. Texts are in the order of their characters' numbers.</summary>
internal interface IManagementStore
{
    /// <summary>A user; null if there is none with this id.</summary>
    Task<UserRecord?> FindUserAsync(string id, CancellationToken cancellation);

    /// <summary>The first <paramref name="size"/> users whose ids come after <paramref name="after"/>, in order.</summary>
    Task<ImmutableArray<UserRecord>> ListUsersAsync(string after, int size, CancellationToken cancellation);

    /// <summary>The rights of a user; none if there is no such user.</summary>
    Task<ImmutableHashSet<UserRight>> ReadRightsAsync(string id, CancellationToken cancellation);

    /// <summary>Those of these parties that are known, in order.</summary>
    Task<ImmutableArray<PartyRecord>> FindPartiesAsync(IReadOnlyCollection<string> parties, CancellationToken cancellation);

    /// <summary>The first known parties of a query, in order.</summary>
    Task<ImmutableArray<PartyRecord>> ListPartiesAsync(PartiesQuery query, CancellationToken cancellation);

    /// <summary>All of these changes, in their order, or none of them; durable when this has returned.</summary>
    /// <exception cref="NotActiveException">This replica may not write now.</exception>
    Task WriteAsync(IReadOnlyCollection<ManagementChange> changes, CancellationToken cancellation);
}

/// <summary>A page of known parties.</summary>
/// <param name="Prefix">What their ids begin with.</param>
/// <param name="After">They come after this one.</param>
/// <param name="Size">How many.</param>
internal sealed record PartiesQuery(string Prefix, string After, int Size);
