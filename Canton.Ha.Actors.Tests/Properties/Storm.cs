using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Three replicas on one database to which commands and faults happen, and what must be true at every moment of it.</summary>
internal sealed class Storm
{
    private static readonly FailoverPause s_pause = new("ops", "maintenance", DateTimeOffset.UnixEpoch);

    private readonly FakeDatabase _database;
    private readonly FakeReplica[] _replicas;
    private readonly IActorRef _asker;
    private readonly List<IAsyncDisposable> _writers = [];

    public Storm(FakeDatabase database, Func<Props, IActorRef> spawn)
    {
        _database = database;
        _asker = spawn(Ear.Props(_ => { }));
        _replicas = [.. Enumerable.Range(1, 3).Select(number => new FakeReplica($"participant{number}", database, spawn))];
    }

    public IEnumerable<string> Roles => _replicas.Select(replica => $"{replica.Name} {replica.Board.Current.Role}");

    /// <summary>Exactly one replica is active, and no other is on its way up or down.</summary>
    public bool IsSettled => _replicas.Count(replica => replica.Board.Current.IsActive) == 1 && !_replicas.Any(replica => replica.IsInTransition);

    public void Apply(Step step)
    {
        var replica = _replicas[step.Replica];
        Action apply = step.Kind switch
        {
            StepKind.SetPassive => () => replica.Tell(new ReplicationProtocol.SetPassive("maintenance"), _asker),
            StepKind.SetPassiveToNext => () => replica.Tell(new ReplicationProtocol.SetPassive("maintenance", _replicas[(step.Replica + 1) % 3].Name), _asker),
            StepKind.FailoverPauses => () => _database.Change(policy => policy with { Pause = s_pause }),
            StepKind.FailoverResumes => Resume,
            StepKind.IsPreferred => () => Prefer(replica, 1),
            StepKind.IsDeferred => () => Prefer(replica, -1),
            StepKind.WriterEnters => () => Enter(replica),
            StepKind.WritersLeave => Leave,
            StepKind.MainSessionDies => () => Hear(replica, () => Last(replica.Sessions.Opened, session => session.Break("gone"))),
            StepKind.PresenceSessionDies => () => Hear(replica, () => Last(replica.Presence.Opened, session => session.Break("gone"))),
            StepKind.WriteSessionsDie => () => Last(replica.Pools.Opened, pool => pool.Terminate()),
            StepKind.IsCutOff => replica.Link.CutOff,
            StepKind.IsConnectedAgain => replica.Link.Heal,
            StepKind.DatabaseStops => StopDatabase,
            StepKind.DatabaseStarts => _database.Start,
            _ => () => ApplyToStages(step.Kind, replica),
        };
        apply();
    }

    /// <summary>Everything works again, and failover is automatic.</summary>
    public void Calm()
    {
        _database.Start();
        Resume();
        Leave();
        foreach (var replica in _replicas)
        {
            replica.Link.Heal();
            ApplyToStages(StepKind.StageBehaves, replica);
            ApplyToStages(StepKind.PoolBehaves, replica);
            ApplyToStages(StepKind.AnswersArrive, replica);
        }
    }

    /// <summary>The replicas stop.</summary>
    public void End() => Array.ForEach(_replicas, replica => replica.Stop());

    /// <summary>What must be true at every moment.</summary>
    public void Check()
    {
        var admitting = _replicas.Select(replica => replica.Access.Admitting).OfType<LockTerm>().ToList();
        Demand(admitting.Count < 2, "two replicas admit writers at once");
        foreach (var term in admitting)
        {
            Demand(_database.Terms.Any(row => row.Term == term.Number), "a replica admits writers that has not passed the barrier");
            Demand(_database.Pools.All(pool => pool.Term.Number >= term.Number), "a write session outlived the barrier of a newer term");
        }

        foreach (var active in _replicas.Where(replica => replica.Board.Current.IsActive))
            Demand(active.Access.Admitting == active.Board.Current.Held, "a replica is called active that admits no writers");
        Demand(_database.Terms.Zip(_database.Terms.Skip(1)).All(pair => pair.First.Term < pair.Second.Term), "the terms do not grow");
    }

    private static void Demand(bool isSo, string otherwise) => isSo.Should().BeTrue("otherwise {0}", otherwise);

    private static void ApplyToStages(StepKind kind, FakeReplica replica)
    {
        var (stage, pools) = (replica["synchronizers"], replica.Pools);
        Action apply = kind switch
        {
            StepKind.StageFails => () => stage.Opening = StageConduct.Fails,
            StepKind.StageHangs => () => stage.Opening = StageConduct.Hangs,
            StepKind.StageCrashes => () => stage.Opening = StageConduct.Crashes,
            StepKind.StageHangsAtClosing => () => stage.Closing = StageConduct.Hangs,
            StepKind.StageCrashesAtClosing => () => stage.Closing = StageConduct.Crashes,
            StepKind.StageCrashesNow => () => stage.Stage.Tell(new ProbeChild.Crash(new InvalidOperationException("a stage crashed"))),
            StepKind.StageBehaves => () => (stage.Opening, stage.Closing) = (StageConduct.Answers, StageConduct.Answers),
            StepKind.PoolCannotOpen => () => pools.Opening.Fail(new IOException("too many connections")),
            StepKind.PoolCannotEnd => () => pools.Ending.Fail(new IOException("no route to host")),
            StepKind.PoolBehaves => () => Each(manner => manner.Answer(), pools.Opening, pools.Ending),
            StepKind.AnswersAreLate => () => Each(manner => manner.Delay(), Late(replica)),
            StepKind.AnswersArrive => () => Each(manner => manner.Answer(), Late(replica)),
            _ => () => { },
        };
        apply();
    }

    private static Manner[] Late(FakeReplica replica) =>
        [replica.Sessions.Opening, replica.Sessions.Trying, replica.Sessions.Proving, replica.Sessions.Releasing, replica.Presence.Reading, replica.Pools.Arriving];

    private static void Last<T>(IReadOnlyList<T> opened, Action<T> act)
    {
        if (opened.Count > 0)
            act(opened[^1]);
    }

    private static void Each(Action<Manner> act, params Manner[] manners) => Array.ForEach(manners, act);

    /// <summary>
    /// Locks that the server drops while their holder cannot hear of it are fenced by the write sessions alone, until the proof expires:
    /// there two replicas may believe to admit, so this is not done to who is cut off.
    /// </summary>
    private static void Hear(FakeReplica replica, Action act)
    {
        if (!replica.Link.IsCut)
            act();
    }

    private void Resume() => _database.Change(policy => policy with { Pause = null });

    private void Prefer(FakeReplica replica, int priority) =>
        _database.Change(policy => policy with { Priorities = policy.Priorities.SetItem(replica.Name, priority) });

    private void StopDatabase()
    {
        if (_replicas.All(replica => !replica.Link.IsCut))
            _database.Stop("connection refused");
    }

    private void Enter(FakeReplica replica)
    {
        var renting = replica.Access.RentAsync(CancellationToken.None);
        if (renting.IsCompletedSuccessfully)
            _writers.Add(renting.GetAwaiter().GetResult());
    }

    private void Leave()
    {
        _writers.ForEach(writer => _ = writer.DisposeAsync().AsTask());
        _writers.Clear();
    }
}
