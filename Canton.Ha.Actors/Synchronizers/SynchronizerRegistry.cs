using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Participant.V1;
using Google.Protobuf;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>
/// Remembers during a term which synchronizers are registered and which of them are wanted, and has a connection for each that is. Everything is
/// written before it is done; each change of term reads it anew.
/// </summary>
internal sealed partial class SynchronizerRegistry : ReceivePersistentActor, IWithTimers
{
    private const string Id = "synchronizers";
    private const int EventsPerSnapshot = 100;

    private readonly RegistrySettings _settings;
    private readonly TermSynchronizers _term;
    private readonly ReplicaTerm _name;
    private readonly ConnectionAttempts _attempts = new();
    private readonly Connections _connections;

    private RegisteredSynchronizers _known = RegisteredSynchronizers.None;
    private int _notSummedUp;

    public SynchronizerRegistry(RegistrySettings settings, long term, TermSynchronizers synchronizers)
    {
        (_settings, _term) = (settings, synchronizers);
        (JournalPluginId, SnapshotPluginId) = (settings.Journal.Journal, settings.Journal.Snapshots);
        _name = new ReplicaTerm(settings.Replica, term);
        _connections = new Connections(Context, Start);
        Recovering();
        Remembering();
        Connecting();
    }

    public override string PersistenceId => Id;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(RegistrySettings settings, long term, TermSynchronizers synchronizers) =>
        Akka.Actor.Props.Create(() => new SynchronizerRegistry(settings, term, synchronizers));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void PostStop() => _term.Stop();

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _term.Fail(new InvalidOperationException($"What is registered could not be read: {reason.Message}", reason));

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _term.Fail(new InvalidOperationException($"What is registered could not be written: {cause.Message}", cause));

    private void Recovering()
    {
        Recover<SnapshotOffer>(m => _known = RegisteredSynchronizers.None.With((IMessage)m.Snapshot));
        Recover<IMessage>(Replay);
        Recover<RecoveryCompleted>(_ => OnRecovered());
    }

    private void Replay(IMessage happened)
    {
        _known = _known.With(happened);
        _notSummedUp++;
    }

    private void Remembering()
    {
        Command<SynchronizerProtocol.Register>(m => Registered(m.Settings.Alias) is not null, m => Refuse(SynchronizerErrors.Exists(m.Settings.Alias)));
        Command<SynchronizerProtocol.Register>(m => m.Handshake, ShakeHands);
        Command<SynchronizerProtocol.Register>(m => Remember(m.Settings, m.Id, isWanted: false, AnswerDone));
        Command<Shaken>(OnShaken);
        Command<SynchronizerProtocol.Connect>(m => Registered(m.Settings.Alias) is { } known && known.Settings != m.Settings, m => Refuse(SynchronizerErrors.Exists(m.Settings.Alias)));
        Command<SynchronizerProtocol.Connect>(OnConnect);
        Command<SynchronizerProtocol.Modify>(m => Registered(m.Settings.Alias) is null, m => RefuseUnknown(m.Settings.Alias));
        Command<SynchronizerProtocol.Modify>(OnModify);
        Command<SynchronizerProtocol.End>(_ => Context.Stop(Self));
        Command<SaveSnapshotSuccess>(m => DeleteMessages(m.Metadata.SequenceNr));
        Command<SaveSnapshotFailure>(m => Log.Warning("What is registered could not be summed up: {0}", m.Cause.Message));
        Command<DeleteMessagesSuccess>(m => DeleteSnapshots(new SnapshotSelectionCriteria(m.ToSequenceNr - 1)));
        Command<DeleteMessagesFailure>(m => Log.Warning("What was summed up could not be removed: {0}", m.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(m => Log.Warning("What was summed up before could not be removed: {0}", m.Cause.Message));
    }

    private void OnRecovered()
    {
        if (_settings.OnlyReads)
            _term.Open();
        else
            RegisterConfigured();
    }

    /// <summary>What the configuration says is done once: afterwards the registered synchronizers are an operator's.</summary>
    private void RegisterConfigured()
    {
        IMessage[] fresh = [.. _settings.Configured.Where(settings => Registered(settings.Alias) is null).Select(settings => RegisteredSynchronizers.RegisteredAs(settings, !settings.ManualConnect, id: null))];
        foreach (var other in _settings.Configured.Where(settings => Registered(settings.Alias) is { } known && known.Settings != settings))
            Log.Warning("The synchronizer {0} is registered otherwise than it is configured, and the configuration has no effect: modify it by a command.", other.Alias);
        Note(fresh, ConnectWanted);
    }

    private void ConnectWanted()
    {
        foreach (var known in _known.ByAlias.Values.Where(known => known is { IsWanted: true, Settings.ManualConnect: false }))
            _connections.Start(known.Alias);
        Show();
        _term.Open();
    }

    private void OnConnect(SynchronizerProtocol.Connect connect)
    {
        var alias = connect.Settings.Alias;
        if (Registered(alias) is null)
            Remember(connect.Settings, connect.Id, isWanted: true, asker => Attempt(asker, alias, retries: true));
        else
            Want([alias], asker => Attempt(asker, alias, retries: true));
    }

    /// <summary>A connection that there is must learn of it, and so is made anew.</summary>
    private void OnModify(SynchronizerProtocol.Modify modify)
    {
        var alias = modify.Settings.Alias;
        List<IMessage> changes = [new SynchronizerModified { Config = RegisteredSynchronizers.Write(modify.Settings) }];
        if (modify.Id is { } id)
            changes.Add(new SynchronizerIdentified { Alias = alias, SynchronizerId = id });
        var asker = Sender;
        Note(changes, () =>
        {
            _connections.StartAnew(alias, "it has been modified");
            AnswerDone(asker);
        });
    }

    private void ShakeHands(SynchronizerProtocol.Register register)
    {
        var (asker, alias) = (Sender, register.Settings.Alias);
        _ = _term.Lines.IdentifyAsync(register.Settings, _known.ExpectationOf(alias, register.Id), CancellationToken.None)
            .PipeTo(Self, success: id => new Shaken(register, asker, id, Failure: null), failure: e => new Shaken(register, asker, null, e.Message));
    }

    /// <summary>It may have been registered meanwhile.</summary>
    private void OnShaken(Shaken shaken)
    {
        var alias = shaken.Register.Settings.Alias;
        if (shaken.Failure is { } failure)
            shaken.Asker.Tell(new SynchronizerProtocol.Refused(SynchronizerErrors.BadConnectivity(alias, failure)));
        else
            Self.Tell(shaken.Register with { Id = shaken.Id, Handshake = false }, shaken.Asker);
    }

    private void Remember(SynchronizerConnectionSettings settings, string? id, bool isWanted, Action<IActorRef> then)
    {
        var asker = Sender;
        Note([RegisteredSynchronizers.RegisteredAs(settings, isWanted, id)], () => then(asker));
    }

    /// <summary>Writes what has happened, and then goes on.</summary>
    private void Note(IReadOnlyCollection<IMessage> happened, Action then)
    {
        var left = happened.Count;
        if (left == 0)
            then();
        PersistAll(happened, m =>
        {
            _known = _known.With(m);
            if (--left > 0)
                return;
            then();
            Show();
            SumUp(happened.Count);
        });
    }

    private void SumUp(int more)
    {
        _notSummedUp += more;
        if (_notSummedUp < EventsPerSnapshot)
            return;
        _notSummedUp = 0;
        SaveSnapshot(_known.ToSnapshot());
    }

    private RegisteredSynchronizer? Registered(string alias) => _known.Find(alias);

    private void Show() => _term.Show([.. _known.ByAlias.Values.Select(_connections.StatusOf)]);

    private static void AnswerDone(IActorRef asker) => asker.Tell(SynchronizerProtocol.Done.Instance);

    private void Refuse(Contracts.Errors.CantonError error) => Sender.Tell(new SynchronizerProtocol.Refused(error));

    private void RefuseUnknown(string alias) => Refuse(SynchronizerErrors.Unknown(alias, _known.ByAlias.Keys));

    private sealed record Shaken(SynchronizerProtocol.Register Register, IActorRef Asker, string? Id, string? Failure);
}
