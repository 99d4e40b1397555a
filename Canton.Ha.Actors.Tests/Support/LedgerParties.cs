namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Parties as one participant sees them.</summary>
/// <param name="own">Those that it hosts.</param>
/// <param name="others">Those that others host.</param>
internal sealed class LedgerParties(IReadOnlyList<string> own, IReadOnlyList<string> others)
{
    public IReadOnlyList<string> Own => own;

    public bool AreOwn(params IEnumerable<string> parties) => parties.All(own.Contains);

    /// <summary>One of the others has a stake in it.</summary>
    public bool AreShared(IEnumerable<string> parties) => parties.Intersect(others).Any();

    public string AnyOwn(Random random) => own[random.Next(own.Count)];

    public string Any(Random random) => random.Next(own.Count + others.Count) is var i && i < own.Count ? own[i] : others[i - own.Count];
}
