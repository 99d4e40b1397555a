using Canton.Ha.Actors.Shell;
using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A Ledger API that says what the test lets it say, and notes what it is asked.</summary>
internal sealed class FakeConsoleLedger : IConsoleLedger
{
    public List<string> Asked { get; } = [];

    public ConsolePage<PartyDetails> Parties { get; set; } = new([], HasMore: false);

    public ConsolePage<User> Users { get; set; } = new([], HasMore: false);

    public Task<long> ReadEndAsync(CancellationToken cancellation) => Answer("end", 42L);

    public Task<ConsolePage<PartyDetails>> ListPartiesAsync(string prefix, CancellationToken cancellation) => Answer($"parties '{prefix}'", Parties);

    public Task<PartyDetails> AllocatePartyAsync(string hint, CancellationToken cancellation) => Answer($"allocate {hint}", new PartyDetails { Party = $"{hint}::1220aa", IsLocal = true });

    public Task<ConsolePage<User>> ListUsersAsync(CancellationToken cancellation) => Answer("users", Users);

    public Task<User> CreateUserAsync(string id, string? party, CancellationToken cancellation) => Answer($"create {id} {party}", new User { Id = id, PrimaryParty = party ?? "" });

    private Task<T> Answer<T>(string question, T answer)
    {
        Asked.Add(question);
        return Task.FromResult(answer);
    }
}
