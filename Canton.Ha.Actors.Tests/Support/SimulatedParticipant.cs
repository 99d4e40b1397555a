using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Interpreting;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A participant without actors, gRPC and database: the pure parts of the ledger, put together as the node does.</summary>
internal sealed class SimulatedParticipant
{
    private static readonly CertificationRules Rules = CertificationRules.Default;

    private readonly SimulatedSynchronizer _synchronizer;
    private readonly Interpreter _interpreter;
    private readonly CommandsValidator _validator;
    private LedgerIndexer _indexer;
    private ClaimedChanges _claims;

    public SimulatedParticipant(string name, SimulatedSynchronizer synchronizer)
    {
        Name = name;
        _synchronizer = synchronizer;
        synchronizer.Register(name);
        Templates = new TemplateCatalogue([new Iou()], knowsOnlyRegistered: false);
        _interpreter = new Interpreter(Templates);
        _validator = new CommandsValidator(Templates, LedgerLimits.DeduplicationMax);
        (_indexer, _claims) = Restored();
    }

    public string Name { get; }

    public TemplateCatalogue Templates { get; }

    public MemoryLedger Store { get; } = new();

    /// <summary>What was written into the store, one after the other: a message that was registered, or a batch.</summary>
    public List<(InFlightMessage? Registered, IndexedBatch? Batch)> Written { get; } = [];

    /// <summary>Submission ids of what was acknowledged.</summary>
    public List<string> Acknowledged { get; } = [];

    public int InFlight => _indexer.InFlight.Count;

    public Hosting Hosting => _indexer.TrackOf(Wire.Synchronizer).Hosting;

    public IReadOnlyList<UpdateRow> Updates => Now(Store.ReadUpdatesAsync(new UpdatesQuery(0, long.MaxValue, IsDescending: false, int.MaxValue, null), default));

    public IReadOnlyList<ContractRow> Active => Now(Store.ReadContractsAsync(new ContractsQuery(long.MaxValue, 0, -1, int.MaxValue, null), default));

    public static T Now<T>(Task<T> done) => done.IsCompletedSuccessfully ? done.GetAwaiter().GetResult() : throw new InvalidOperationException("The store should have answered at once.");

    public void Allocate(params string[] parties)
    {
        var hosted = parties.Select(party => new HostedParty(party, Name, ParticipantPermission.Submission));
        Register(new InFlightMessage(Wire.Synchronizer, null, HostingMessages.Allocated(Guid.NewGuid(), hosted, Micros.Max)), isSent: true);
    }

    /// <summary>Moves nothing, but says so in a way that makes everybody reject what is under way.</summary>
    public void Rehost(string party)
    {
        var hosted = new HostedParty(party, Name, ParticipantPermission.Submission);
        Register(new InFlightMessage(Wire.Synchronizer, null, HostingMessages.Changed(Guid.NewGuid(), [hosted], Micros.Max)), isSent: true);
    }

    /// <summary>Submits, and answers the error if it was refused at once. What is registered and not sent is sent after a new connection.</summary>
    public CantonError? Submit(Commands commands, bool isSent = true)
    {
        var submission = _validator.Validate(commands);
        try
        {
            _claims.Claim(submission.Change, submission.SubmissionId);
        }
        catch (CantonErrorException refusal)
        {
            return refusal.Error;
        }

        try
        {
            Process(submission, isSent);
            Acknowledged.Add(submission.SubmissionId);
            return null;
        }
        catch (CantonErrorException refusal)
        {
            _claims.Release(submission.Change);
            return refusal.Error;
        }
    }

    /// <summary>Processes the next events.</summary>
    public void Receive(int most = int.MaxValue)
    {
        var batch = _synchronizer.Deliver(Name, _indexer.TrackOf(Wire.Synchronizer).Counter, most);
        var ids = _indexer.ContractsToLookUp(batch);
        var lookedUp = ids.IsEmpty ? [] : Now(Store.FindConsumptionsAsync(Wire.Synchronizer, ids, default));
        Write(_indexer.Index(batch, _synchronizer.Time, lookedUp));
    }

    /// <summary>Another replica takes over: everything in memory is lost.</summary>
    public void Restart() => (_indexer, _claims) = Restored();

    /// <summary>Connected again: what is under way is sent again.</summary>
    public void SendAgain()
    {
        foreach (var message in _indexer.InFlight.SentTo(Wire.Synchronizer).ToList())
            _synchronizer.Send(Name, message.Outgoing);
    }

    private void Process(Submission submission, bool isSent)
    {
        var view = _indexer.TrackOf(Wire.Synchronizer).View;
        var bounds = Now(Store.ReadBoundsAsync(default)).ForDuplicates(_synchronizer.Time);
        var latest = Now(Store.FindAcceptancesAsync([submission.Change], default)).GetValueOrDefault(submission.Change);
        var decision = DeduplicationRules.Decide(submission.Change, submission.Period, latest, bounds);
        var submitter = Submitters.Of(submission, decision);
        if ((decision as DeduplicationDecision.Duplicate)?.Error is { } error)
        {
            Write(_indexer.Reject(Wire.Synchronizer, [(submitter, error)], _synchronizer.Time));
            _claims.Release(submission.Change);
            return;
        }

        var seed = TransactionSeed.New();
        var transaction = Interpret(submission, seed);
        var target = new Routing(Name).Choose(submission, transaction, [new ConnectedSynchronizer(Wire.Synchronizer, Hosting, view)]);
        var outgoing = SubmissionEncoder.Encode(submission, transaction, seed.MessageId, target, Rules.LatestSequencingTime(_synchronizer.Time, view));
        Register(new InFlightMessage(Wire.Synchronizer, submitter, outgoing), isSent);
    }

    private InterpretedTransaction Interpret(Submission submission, TransactionSeed seed)
    {
        var stored = ImmutableDictionary<ContractId, StoredContract?>.Empty;
        IReadOnlyCollection<ContractId> needed = Interpreter.ContractsNamedBy(submission);
        while (true)
        {
            stored = stored.SetItems(Now(Store.FindActiveAsync(needed, default)));
            var interpreted = _interpreter.Interpret(submission, seed, _synchronizer.Time, stored);
            if (interpreted is Interpretation.Complete complete)
                return complete.Transaction;
            needed = ((Interpretation.Needs)interpreted).Contracts;
        }
    }

    private void Register(InFlightMessage message, bool isSent)
    {
        _ = Store.RegisterAsync([message], default);
        Written.Add((message, null));
        _indexer.Register(message);
        if (isSent)
            _synchronizer.Send(Name, message.Outgoing);
    }

    private void Write(IndexedBatch batch)
    {
        _ = Store.WriteAsync([batch], default);
        Written.Add((null, batch));
        foreach (var change in batch.Released)
            _claims.Release(change);
        foreach (var message in batch.Outbox)
            _synchronizer.Send(Name, message.Outgoing);
    }

    private (LedgerIndexer Indexer, ClaimedChanges Claims) Restored()
    {
        var stored = Now(Store.LoadAsync(default));
        var claims = new ClaimedChanges(1_000);
        claims.Restore(stored.InFlight);
        return (new LedgerIndexer(Name, Rules, stored, $"{Name}-replica"), claims);
    }
}
