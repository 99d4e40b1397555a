using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>Stands between events and what is stored, both ways.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter
{
}

/// <summary>From events to what is stored.</summary>
public interface IWriteEventAdapter
{
    /// <summary>A name that is given to <see cref="IReadEventAdapter.FromJournal"/> later.</summary>
    string Manifest(object evt);

    object ToJournal(object evt);
}

/// <summary>From what is stored to events.</summary>
public interface IReadEventAdapter
{
    IEventSequence FromJournal(object evt, string manifest);
}

/// <summary>Stores events as they are.</summary>
public sealed class IdentityEventAdapter : IEventAdapter
{
    private IdentityEventAdapter()
    {
    }

    public static IdentityEventAdapter Instance { get; } = new();

    public string Manifest(object evt) => string.Empty;

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}

/// <summary>Several adapters that read; the events of all of them.</summary>
public sealed class CombinedReadEventAdapter : IEventAdapter
{
    public CombinedReadEventAdapter(IEnumerable<IEventAdapter> adapters) => Adapters = [.. adapters];

    public IEnumerable<IEventAdapter> Adapters { get; }

    public string Manifest(object evt) => throw OnlyReads();

    public object ToJournal(object evt) => throw OnlyReads();

    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(Adapters.SelectMany(adapter => adapter.FromJournal(evt, manifest).Events));

    private static IllegalStateException OnlyReads() => new("CombinedReadEventAdapter must not be used when writing (creating manifests) events!");
}

/// <summary>Stores events as they are, and adapts them when they are read.</summary>
internal sealed class ReadOnlyEventAdapter : IEventAdapter
{
    private readonly IReadEventAdapter _reader;

    public ReadOnlyEventAdapter(IReadEventAdapter reader) => _reader = reader;

    public string Manifest(object evt) => string.Empty;

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) => _reader.FromJournal(evt, manifest);
}

/// <summary>One adapter writes, and another one reads if there is one.</summary>
internal sealed class WritingEventAdapter : IEventAdapter
{
    private readonly IWriteEventAdapter _writer;
    private readonly IReadEventAdapter _reader;

    public WritingEventAdapter(IWriteEventAdapter writer, IReadEventAdapter reader = null)
    {
        _writer = writer;
        _reader = reader ?? IdentityEventAdapter.Instance;
    }

    public string Manifest(object evt) => _writer.Manifest(evt);

    public object ToJournal(object evt) => _writer.ToJournal(evt);

    public IEventSequence FromJournal(object evt, string manifest) => _reader.FromJournal(evt, manifest);
}
