using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Which synchronizer may be found under an alias.</summary>
/// <param name="Id">This one; null if any.</param>
/// <param name="Others">But none of these: the ids of those that have other aliases, which are the values.</param>
internal sealed record SynchronizerExpectation(string? Id, ImmutableDictionary<string, string> Others)
{
    /// <summary>Any synchronizer.</summary>
    public static readonly SynchronizerExpectation Any = new(null, ImmutableDictionary<string, string>.Empty);

    /// <exception cref="SequencerLinkException">It is another one.</exception>
    public void Check(string found, Uri endpoint)
    {
        if (Id is not null && Id != found)
            throw new SequencerLinkException($"At {endpoint.Authority} is the synchronizer {found}, and not {Id}.");
        if (Others.TryGetValue(found, out var alias))
            throw new SequencerLinkException($"At {endpoint.Authority} is the synchronizer {found}, which is registered as {alias} already.");
    }
}
