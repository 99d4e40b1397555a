using Akka.Actor;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>Looks through replayed events, some at a time, for those of a writer that went on writing after another one had begun.</summary>
public class ReplayFilter : ActorBase
{
    private readonly LinkedList<ReplayedMessage> _window = new();
    private readonly Queue<string> _oldWriters = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private string _writer = string.Empty;
    private long _sequenceNr = -1;

    public ReplayFilter(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled)
    {
        PersistentActor = persistentActor;
        Mode = mode;
        WindowSize = windowSize;
        MaxOldWriters = maxOldWriters;
        DebugEnabled = debugEnabled;
    }

    public IActorRef PersistentActor { get; }

    public ReplayFilterMode Mode { get; }

    /// <summary>Events that are looked through at a time.</summary>
    public int WindowSize { get; }

    /// <summary>Writers that are remembered.</summary>
    public int MaxOldWriters { get; }

    /// <summary>Whether every event is logged.</summary>
    public bool DebugEnabled { get; }

    /// <exception cref="ArgumentNullException">A size is not positive, or the mode is <see cref="ReplayFilterMode.Disabled"/>.</exception>
    public static Props Props(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled)
    {
        if (windowSize <= 0)
            throw new ArgumentNullException(nameof(windowSize), "windowSize must be > 0");
        if (maxOldWriters <= 0)
            throw new ArgumentNullException(nameof(maxOldWriters), "maxOldWriters must be > 0");
        if (mode == ReplayFilterMode.Disabled)
            throw new ArgumentNullException(nameof(mode), "mode must not be Disabled");
        return Akka.Actor.Props.Create(() => new ReplayFilter(persistentActor, mode, windowSize, maxOldWriters, debugEnabled));
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                Look(replayed);
                return true;
            case RecoverySuccess or ReplayMessagesFailure:
                End(message);
                return true;
            default:
                return false;
        }
    }

    private void Look(ReplayedMessage replayed)
    {
        if (DebugEnabled)
            _log.Debug("Replay: {0}", replayed.Persistent);
        if (_window.Count == WindowSize)
            SendOldest();
        try
        {
            Take(replayed);
        }
        catch (IllegalStateException e) when (Mode == ReplayFilterMode.Fail)
        {
            Fail(e);
        }
    }

    private void Take(ReplayedMessage replayed)
    {
        var (writer, number) = (replayed.Persistent.WriterGuid, replayed.Persistent.SequenceNr);
        // The same number again is fine: an adapter may make several events of one.
        var isWrong = writer == _writer ? number < _sequenceNr : _oldWriters.Contains(writer);
        if (isWrong && !IsKept(replayed, $"comes after event {_sequenceNr} of writer {_writer}"))
            return;
        if (!isWrong && writer != _writer)
            Succeed(writer, number);
        if (!isWrong)
            _sequenceNr = number;
        _window.AddLast(replayed);
    }

    /// <summary>A new writer: what older ones have written with numbers that are now taken is not to be replayed.</summary>
    private void Succeed(string writer, long number)
    {
        if (_writer.Length > 0)
            _oldWriters.Enqueue(_writer);
        if (_oldWriters.Count > MaxOldWriters)
            _oldWriters.Dequeue();
        _writer = writer;
        for (var node = _window.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Persistent.SequenceNr >= number && !IsKept(node.Value, $"was written again as event {number} by the newer writer {writer}"))
                _window.Remove(node);
            node = next;
        }
    }

    private bool IsKept(ReplayedMessage replayed, string why)
    {
        var text = $"Invalid replayed event [sequenceNr={replayed.Persistent.SequenceNr}, writerUUID={replayed.Persistent.WriterGuid}] of persistenceId [{replayed.Persistent.PersistenceId}]: it {why}. "
            + "Perhaps two actors have used the same persistenceId at the same time.";
        if (Mode == ReplayFilterMode.Fail)
        {
            _log.Error(text);
            throw new IllegalStateException(text);
        }

        _log.Warning(text);
        return Mode == ReplayFilterMode.Warn;
    }

    private void Fail(IllegalStateException cause)
    {
        _window.Clear();
        PersistentActor.Tell(new ReplayMessagesFailure(cause), ActorRefs.NoSender);
        Become(message =>
        {
            if (message is RecoverySuccess or ReplayMessagesFailure)
                Context.Stop(Self);
            return message is IJournalResponse;
        });
    }

    private void End(object outcome)
    {
        if (DebugEnabled)
            _log.Debug("Replay completed: {0}", outcome);
        while (_window.Count > 0)
            SendOldest();
        PersistentActor.Tell(outcome, ActorRefs.NoSender);
        Context.Stop(Self);
    }

    private void SendOldest()
    {
        PersistentActor.Tell(_window.First.Value, ActorRefs.NoSender);
        _window.RemoveFirst();
    }
}
