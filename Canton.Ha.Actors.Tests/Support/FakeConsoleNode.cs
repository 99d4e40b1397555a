using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;
using Google.Protobuf;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A node that says what the test lets it say, and notes what it is asked.</summary>
internal sealed class FakeConsoleNode(string name) : IConsoleNode
{
    private readonly Channel<NodeNews> _news = Channel.CreateUnbounded<NodeNews>();

    public string Name => name;

    public string Place => "127.0.0.1:5012";

    public FakeConsoleLedger LedgerApi { get; } = new();

    IConsoleLedger IConsoleNode.Ledger => LedgerApi;

    public List<string> Asked { get; } = [];

    /// <summary>What every question is answered with instead, if anything.</summary>
    public CommandFailedException? Failure { get; set; }

    public NodeStatus Status { get; set; } = new(
        name, TimeSpan.FromSeconds(90), [new NodeStatus.Named("admin", "5012")], [], IsActive: true, ReplicaRole.Active, 3, TimeSpan.FromSeconds(2), "the test says so",
        [new NodeStatus.Named("write-pool", "Ok()")], Trouble: null, FailoverPolicy.None, "1.2.3", []);

    public Roster Roster { get; set; } = new(
        [
            new RosterEntry("participant1", new ReplicaAddresses("127.0.0.1:8081", "127.0.0.1:5012", "")),
            new RosterEntry("participant2", new ReplicaAddresses("", "127.0.0.1:5022", "")),
        ],
        "participant1", Newest: null, FailoverPolicy.None);

    public IReadOnlyList<TermRecord> Terms { get; set; } = [];

    public TaskCompletionSource<ReplicationProtocol.HandedOver> HandingOver { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Archive { get; set; } = [1, 2, 3];

    public void Say(NodeNews news) => _news.Writer.TryWrite(news);

    public Task<NodeStatus> ReadStatusAsync(CancellationToken cancellation) => Answer("status", Status);

    public Task<Roster> ReadRosterAsync(CancellationToken cancellation) => Answer("roster", Roster);

    public Task<IReadOnlyList<TermRecord>> ReadHistoryAsync(int limit, CancellationToken cancellation) => Answer($"history {limit}", Terms);

    public async Task<ReplicationProtocol.HandedOver> SetPassiveAsync(string? to, CancellationToken cancellation)
    {
        await Answer($"set_passive {to}", true);
        return await HandingOver.Task.WaitAsync(cancellation);
    }

    public Task<FailoverPolicy> PauseAsync(string why, CancellationToken cancellation) =>
        Answer($"pause {why}", FailoverPolicy.None with { Pause = new FailoverPause("somebody", why, DateTimeOffset.UnixEpoch) });

    public Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation) => Answer("resume", FailoverPolicy.None);

    public Task<FailoverPolicy> SetPriorityAsync(string replica, int priority, CancellationToken cancellation) =>
        Answer($"set_priority {replica} {priority}", FailoverPolicy.None with { Priorities = FailoverPolicy.None.Priorities.Add(replica, priority) });

    /// <summary>What a question about synchronizers is answered with.</summary>
    public Func<IMessage, IMessage> Synchronizers { get; set; } = _ => throw new NotSupportedException();

    public async Task<T> AskSynchronizersAsync<T>(IMessage request, CancellationToken cancellation)
        where T : class, IMessage =>
        (T)await Answer($"{request.Descriptor.Name} {request}", Synchronizers(request));

    public Task SetLogLevelAsync(string level, CancellationToken cancellation) => Answer($"set_log_level {level}", true);

    public async Task DumpAsync(Stream archive, CancellationToken cancellation)
    {
        await archive.WriteAsync(Archive, cancellation);
        await Answer("dump", true);
    }

    public async IAsyncEnumerable<NodeNews> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Answer("watch", true);
        await foreach (var news in _news.Reader.ReadAllAsync(cancellation))
            yield return news;
    }

    private Task<T> Answer<T>(string question, T answer)
    {
        Asked.Add(question);
        return Failure is { } failure ? Task.FromException<T>(failure) : Task.FromResult(answer);
    }
}
