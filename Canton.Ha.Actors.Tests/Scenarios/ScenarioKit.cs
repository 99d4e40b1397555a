using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Scenarios;

/// <summary>Runs the commands of transcripts over real actors and a fake database, and writes down what happens.</summary>
public abstract class ScenarioKit : NodeKit
{
    private readonly Dictionary<string, FakeReplica> _replicas = [];
    private readonly List<IAsyncDisposable> _writers = [];
    private readonly List<string> _facts = [];
    private readonly SortedDictionary<string, string> _rosters = [];
    private readonly IReadOnlyList<(string Pattern, Action<string[]> Run)> _commands;

    protected ScenarioKit()
    {
        Sys.EventStream.Subscribe(Spawn(Ear.Props(said => Note((ReplicaEvent)said))), typeof(ReplicaEvent));
        Database.Noted = noted => _facts.Add(Facts.OfDatabase(noted));
        _commands = [.. CommandsToReplicas(), .. CommandsToStages()];
    }

    /// <summary>Runs the commands of one step; the facts they caused, in their order, and at the end each roster that has changed.</summary>
    protected IReadOnlyList<string> Run(IReadOnlyList<string> commands)
    {
        _facts.Clear();
        _rosters.Clear();
        foreach (var command in commands)
            Run(command);
        return [.. _facts, .. _rosters.Values];
    }

    private void Run(string command)
    {
        var (words, run) = _commands
            .Select(known => (Match: Regex.Match(command, $"^{known.Pattern}$", RegexOptions.None, TimeSpan.FromSeconds(1)), known.Run))
            .First(known => known.Match.Success);
        run([.. words.Groups.Values.Skip(1).Select(word => word.Value)]);
    }

    private void Note(ReplicaEvent fact)
    {
        if (fact is ReplicaEvent.RosterChanged)
            _rosters[fact.Replica] = Facts.Of(fact);
        else
            _facts.Add(Facts.Of(fact));
    }

    private IEnumerable<(string Pattern, Action<string[]> Run)> CommandsToReplicas() =>
    [
        ("start (.+)", words => _replicas[words[0]] = new FakeReplica(words[0], Database, Spawn)),
        ("(.+) s pass", words => Advance(TimeSpan.FromSeconds(double.Parse(words[0], CultureInfo.InvariantCulture)))),
        ("main session of (.+) dies: (.+)", words => _replicas[words[0]].Sessions.Latest.Break(words[1])),
        ("presence session of (.+) dies: (.+)", words => _replicas[words[0]].Presence.Latest.Break(words[1])),
        ("(.+) is cut off", words => _replicas[words[0]].Link.CutOff()),
        ("(.+) is connected again", words => _replicas[words[0]].Link.Heal()),
        ("the database is gone", _ => Database.Stop("connection refused")),
        ("the database is back", _ => Database.Start()),
        (@"(.+)\.replication\.set_passive\(""(.+)""\)", words => Ask(words[0], new ReplicationProtocol.SetPassive("maintenance", words[1]))),
        (@"(.+)\.replication\.set_passive\(\)", words => Ask(words[0], new ReplicationProtocol.SetPassive("maintenance"))),
        (@"failover is paused: (.+)", words => Database.Change(policy => policy with { Pause = new FailoverPause("ops", words[0], Database.Policy.Now) })),
        (@"failover is resumed", _ => Database.Change(policy => policy with { Pause = null })),
        (@"(.+) gets priority (.+)", words => Prefer(words[0], int.Parse(words[1], CultureInfo.InvariantCulture))),
        ("(.+) is killed", words => _replicas[words[0]].Stop()),
        ("(.+) gets SIGTERM", words => Ask(words[0], new ReplicationProtocol.Retire("SIGTERM"))),
        ("a writer enters (.+)", words => Enter(_replicas[words[0]])),
        ("every writer leaves", _ => Leave()),
    ];

    private IEnumerable<(string Pattern, Action<string[]> Run)> CommandsToStages() =>
    [
        ("write-pool of (.+) cannot open: (.+)", words => _replicas[words[0]].Pools.Opening.Fail(new IOException(words[1]))),
        ("write-pool of (.+) can open again", words => _replicas[words[0]].Pools.Opening.Answer()),
        ("write-pool of (.+) cannot end its sessions: (.+)", words => _replicas[words[0]].Pools.Ending.Fail(new IOException(words[1]))),
        ("(.+) of (.+) crashes now", words => _replicas[words[1]][words[0]].Stage.Tell(new ProbeChild.Crash(new InvalidOperationException("a stage crashed")))),
        ("(.+) of (.+) (answers|fails|hangs|crashes) when it opens", words => _replicas[words[1]][words[0]].Opening = Conduct(words[2])),
        ("(.+) of (.+) (answers|hangs|crashes) when it closes", words => _replicas[words[1]][words[0]].Closing = Conduct(words[2])),
    ];

    private void Prefer(string replica, int priority) =>
        Database.Change(policy => policy with { Priorities = policy.Priorities.SetItem(replica, priority) });

    private static StageConduct Conduct(string word) => Enum.Parse<StageConduct>(word, ignoreCase: true);

    private void Ask(string replica, object question) =>
        _replicas[replica].Tell(question, Spawn(Ear.Props(answer => _facts.Add(Facts.OfAnswer(replica, answer)))));

    private void Enter(FakeReplica replica)
    {
        var renting = replica.Access.RentAsync(CancellationToken.None);
        _writers.Add(renting.IsCompletedSuccessfully ? renting.GetAwaiter().GetResult() : throw new InvalidOperationException("Not admitted."));
    }

    private void Leave()
    {
        _writers.ForEach(writer => _ = writer.DisposeAsync().AsTask());
        _writers.Clear();
    }
}
