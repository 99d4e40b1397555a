using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Opens the sequencer of a term.</summary>
internal interface ISequencers
{
    /// <summary>Reads what the order depends on, and begins to listen for members.</summary>
    Task<IServingSequencer> OpenAsync(LockTerm term, CancellationToken cancellation);
}

/// <summary>The sequencer of one term, to which members can speak. Disposing ends it at once.</summary>
internal interface IServingSequencer : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    int Port { get; }

    /// <summary>Fails when nobody can be served any more, which is no reason to believe that the term is lost.</summary>
    Task Ended { get; }

    /// <summary>Lets time go on although nobody asks for anything.</summary>
    void Tick();

    /// <summary>Removes what nobody needs any more.</summary>
    void Prune();

    /// <summary>Refuses connections, sends subscribers away and serves who is inside; after <paramref name="limit"/> nobody is served.</summary>
    Task DrainAsync(TimeSpan limit);
}
