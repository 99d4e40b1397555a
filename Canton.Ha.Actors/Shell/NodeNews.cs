using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>What somebody who watches a node hears.</summary>
internal abstract record NodeNews
{
    /// <summary>How it is, when the watching begins and whenever it begins again.</summary>
    public sealed record Found(ReplicaRole Role, long Term, string Why, bool IsActive) : NodeNews;

    /// <summary>Something has changed.</summary>
    public sealed record Changed(ReplicaEvent Fact) : NodeNews;

    /// <summary>Nothing can be heard for a while; the sentence says why.</summary>
    public sealed record Lost(string Why) : NodeNews;
}
