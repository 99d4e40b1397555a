namespace Canton.Ha.Actors.Configuration;

/// <summary>One replica of a participant: a block of <c>canton.participants</c>.</summary>
public sealed record ParticipantSettings : NodeSettings
{
    /// <param name="common">What every replica has.</param>
    /// <param name="ledgerApi">Where clients find it while it is active.</param>
    /// <param name="deduplicationMax">Deduplication duration of commands that do not name one.</param>
    /// <param name="ledger">How much may be under way.</param>
    public ParticipantSettings(NodeSettings common, LedgerApiSettings ledgerApi, TimeSpan deduplicationMax, LedgerSettings ledger)
        : base(common) =>
        (LedgerApi, DeduplicationMax, Ledger) = (ledgerApi, deduplicationMax, ledger);

    /// <summary><c>ledger-api</c>: where clients find it while it is active.</summary>
    public LedgerApiSettings LedgerApi { get; init; }

    /// <summary><c>init.ledger-api.max-deduplication-duration</c>: deduplication duration of commands that do not name one, and how long acceptances are kept at least.</summary>
    public TimeSpan DeduplicationMax { get; init; }

    /// <summary><c>parameters.ledger</c>: how much may be under way, and how long a submission waits for a synchronizer.</summary>
    public LedgerSettings Ledger { get; init; }

    /// <summary><c>synchronizers</c>: registered by the first replica that becomes active and finds none of that alias.</summary>
    public IReadOnlyList<SynchronizerConnectionSettings> Synchronizers { get; init; } = [];

    /// <summary><c>sequencer-client</c>: how it talks to synchronizers.</summary>
    public required SequencerClientSettings SequencerClient { get; init; }

    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static ParticipantSettings? From(string name, SettingsBlock participant)
    {
        var problems = participant.Problems.Count;
        var ledgerApi = LedgerApiSettings.From(participant.Block("ledger-api"));
        var deduplicationMax = participant.Block("init", "ledger-api").Duration("max-deduplication-duration");
        var ledger = LedgerSettings.From(participant.Block("parameters", "ledger"));
        var synchronizers = SynchronizersIn(participant.Block("synchronizers"));
        var client = SequencerClientSettings.From(participant.Block("sequencer-client"));
        var common = From(NodeKind.Participant, name, participant);
        return common is null || participant.Problems.Count > problems
            ? null
            : new ParticipantSettings(common, ledgerApi, deduplicationMax, ledger) { Synchronizers = synchronizers, SequencerClient = client };
    }

    private static List<SynchronizerConnectionSettings> SynchronizersIn(SettingsBlock synchronizers) =>
        [.. synchronizers.Node.Fields.Keys.Select(alias => SynchronizerConnectionSettings.From(alias, synchronizers.Block(alias))).OfType<SynchronizerConnectionSettings>()];
}
