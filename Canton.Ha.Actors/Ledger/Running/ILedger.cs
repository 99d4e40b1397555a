using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>The ledger of this participant during one term: takes submissions, and what the synchronizers deliver.</summary>
internal interface ILedger
{
    /// <summary>Where it ends now, and what came last.</summary>
    ILedgerHead Head { get; }

    /// <summary>What is stored.</summary>
    ILedgerReads Reads { get; }

    /// <summary>Synchronizers to which submissions can go now.</summary>
    ImmutableArray<ConnectedSynchronizer> Connected { get; }

    /// <summary>Returns when the submission is stored and will be sent: from then on it has exactly one completion.</summary>
    /// <exception cref="CantonErrorException">It is refused: there will be no completion.</exception>
    Task SubmitAsync(Submission submission, CancellationToken cancellation);

    /// <summary>Waits until the completion of the submission can be read.</summary>
    /// <returns>The update that has the completion: an acceptance, or a rejection, whose status is then what the client is told.</returns>
    /// <exception cref="CantonErrorException">It was refused, and there will be no completion; or nobody knows, since the ledger closes.</exception>
    Task<UpdateRow> SubmitAndWaitAsync(Submission submission, CancellationToken cancellation);

    /// <summary>Hosts new parties on a synchronizer, and waits until every reader of this participant sees it.</summary>
    /// <exception cref="CantonErrorException">The synchronizer is not connected, or has not sequenced it in time; or nobody knows, since the ledger closes.</exception>
    Task AllocateAsync(string synchronizer, IReadOnlyCollection<HostedParty> parties, CancellationToken cancellation);

    /// <summary>Removes everything up to an offset that was decided on.</summary>
    /// <exception cref="CantonErrorException">It is being pruned already.</exception>
    Task PruneAsync(long upTo, CancellationToken cancellation);

    /// <summary>Begins to take what a synchronizer delivers, and to send there what is under way, also what an earlier connection or replica has sent already.</summary>
    ILedgerConnection Connect(ISequencerLink link);
}

/// <summary>Where the ledger ends.</summary>
internal interface ILedgerHead
{
    /// <summary>Offset of the last update that readers may see.</summary>
    long End { get; }

    /// <summary>The last checkpoint, taken now and then; null before the first.</summary>
    Reading.Checkpoint? Checkpoint { get; }

    /// <summary>
    /// Of every synchronizer that was ever connected, the record time up to which its events have been processed. What came up to then is at or before
    /// <see cref="End"/>, if that is read afterwards.
    /// </summary>
    ImmutableSortedDictionary<string, long> RecordTimes { get; }

    /// <summary>Fires when nobody may read on: the term is over, or comes to its end.</summary>
    CancellationToken Closing { get; }

    /// <summary>Waits until the ledger ends after <paramref name="offset"/>.</summary>
    Task WaitAsync(long offset, CancellationToken cancellation);

    /// <summary>The next updates after an offset, not more than <paramref name="most"/>; default if not all after it are in memory.</summary>
    ImmutableArray<UpdateRow> After(long offset, int most);
}
