using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>Persists what it is told to, in the way it is told, and reports what happens.</summary>
internal sealed class Diary : ReceivePersistentActor
{
    private readonly List<object> _entries = [];
    private readonly IActorRef _reader;

    public Diary(string id, IActorRef reader, Recovery? recovery)
    {
        PersistenceId = id;
        Recovery = recovery ?? Recovery.Default;
        _reader = reader;
        Recover<string>(_entries.Add);
        Recover<SnapshotOffer>(offer => _entries.Add($"[{offer.Snapshot}]"));
        Recover<RecoveryCompleted>(_ => _reader.Tell("recovered " + string.Join(",", _entries)));
        Command<Write>(write => Persist(write.Text, Written));
        Command<WriteAll>(write => PersistAll(write.Texts, Written));
        Command<WriteLater>(write => PersistAsync(write.Text, Written));
        Command<WriteAllLater>(write => PersistAllAsync(write.Texts, Written));
        Command<Defer>(defer => DeferAsync(defer.Text, text => Sender.Tell("deferred " + text)));
        Command<Mixed>(mixed => mixed.Run(this));
        CommandAsync<WriteAfter>(WriteAfterAsync);
        Command<Snap>(snap => SaveSnapshot(snap.State));
        Command<Forget>(forget => DeleteMessages(forget.To));
        Command<ForgetSnapshot>(forget => DeleteSnapshot(forget.Number));
        Command<ForgetSnapshots>(forget => DeleteSnapshots(new SnapshotSelectionCriteria(forget.To)));
        Command<Fail>(_ => throw new InvalidOperationException("asked to fail"));
        Command<string>(text => Sender.Tell($"command {text} at {LastSequenceNr}"));
        CommandAny(_reader.Tell);
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    public static Props Props(string id, IActorRef reader, Recovery? recovery = null) => Akka.Actor.Props.Create(() => new Diary(id, reader, recovery));

    public void Note(string text) => Persist(text, Written);

    public void NoteLater(string text) => PersistAsync(text, Written);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _reader.Tell($"failed {@event}: {cause.Message}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => _reader.Tell($"rejected {@event}: {cause.Message}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => _reader.Tell("not recovered: " + reason.Message);

    private async Task WriteAfterAsync(WriteAfter write)
    {
        Persist(write.Text + " before", Written);
        await write.Until;
        Persist(write.Text + " after", Written);
    }

    private void Written(string text)
    {
        _entries.Add(text);
        Sender.Tell($"written {text} at {LastSequenceNr}");
    }

    internal sealed record Write(string Text);

    internal sealed record WriteAll(params string[] Texts);

    internal sealed record WriteLater(string Text);

    internal sealed record WriteAllLater(params string[] Texts);

    internal sealed record Defer(string Text);

    internal sealed record Mixed(Action<Diary> Run);

    internal sealed record WriteAfter(string Text, Task Until);

    internal sealed record Snap(object State);

    internal sealed record Forget(long To);

    internal sealed record ForgetSnapshot(long Number);

    internal sealed record ForgetSnapshots(long To);

    internal sealed record Fail;
}
