using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.Shell;

/// <summary>
/// The Ledger API of a node as the console sees it. Whatever it is asked, it answers or throws <see cref="CommandFailedException"/>; of a node that is
/// passive, with the name of the one that is active.
/// </summary>
internal interface IConsoleLedger
{
    /// <summary>Offset of the last update.</summary>
    Task<long> ReadEndAsync(CancellationToken cancellation);

    /// <summary>The first known parties whose ids begin so, in order.</summary>
    Task<ConsolePage<PartyDetails>> ListPartiesAsync(string prefix, CancellationToken cancellation);

    /// <summary>Returns when the party is known.</summary>
    Task<PartyDetails> AllocatePartyAsync(string hint, CancellationToken cancellation);

    /// <summary>The first users, in order.</summary>
    Task<ConsolePage<User>> ListUsersAsync(CancellationToken cancellation);

    /// <summary>A new user.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="party">As which party it may act; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<User> CreateUserAsync(string id, string? party, CancellationToken cancellation);
}

/// <summary>The beginning of a list.</summary>
/// <param name="Items">What is shown.</param>
/// <param name="HasMore">The list goes on.</param>
internal sealed record ConsolePage<T>(IReadOnlyList<T> Items, bool HasMore);
