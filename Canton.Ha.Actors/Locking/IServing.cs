namespace Canton.Ha.Actors.Locking;

/// <summary>What a stage keeps open during a term. Disposing ends it at once.</summary>
internal interface IServing : IAsyncDisposable
{
    /// <summary>Completes when nobody can be served any more; fails with the reason. That is no reason to believe that the term is lost.</summary>
    Task Ended { get; }

    /// <summary>Lets nobody in, and serves who is inside; after <paramref name="limit"/> nobody is served. Also called on what has ended by itself.</summary>
    Task DrainAsync(TimeSpan limit);
}
