using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Opens the sequencer of a term.</summary>
internal interface ISequencers
{
    /// <summary>Reads what the order depends on, and begins to listen for members.</summary>
    /// <param name="term">In which.</param>
    /// <param name="log">For what a member may not know.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IServingSequencer> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation);
}

/// <summary>The sequencer of one term, to which members can speak. While it drains, connections are refused and subscribers sent away.</summary>
internal interface IServingSequencer : IServing
{
    /// <summary>Where it listens.</summary>
    int Port { get; }

    /// <summary>Members for which events must be kept that are older than the deduplication window, since they have not acknowledged them.</summary>
    IReadOnlyList<string> Laggards { get; }

    /// <summary>Lets time go on although nobody asks for anything.</summary>
    void Tick();

    /// <summary>Removes what nobody needs any more.</summary>
    void Prune();
}
