namespace Akka.Persistence.Journal;

/// <summary>The events that stand for a stored one.</summary>
public interface IEventSequence
{
    IEnumerable<object> Events { get; }
}

/// <summary>No event.</summary>
public interface IEmptyEventSequence : IEventSequence
{
}

/// <summary>No event.</summary>
public sealed class EmptyEventSequence : IEmptyEventSequence, IEquatable<IEventSequence>
{
    public static readonly EmptyEventSequence Instance = new();

    private EmptyEventSequence()
    {
    }

    public IEnumerable<object> Events => [];

    public bool Equals(IEventSequence other) => other is EmptyEventSequence;

    public override bool Equals(object obj) => obj is EmptyEventSequence;

    public override int GetHashCode() => 0;
}

/// <summary>Several events.</summary>
public class EventSequence<T> : IEventSequence, IEquatable<IEventSequence>
{
    private readonly List<object> _events;

    public EventSequence(IEnumerable<object> events) => _events = [.. events];

    public IEnumerable<object> Events => _events;

    public bool Equals(IEventSequence other) => other is not null && _events.SequenceEqual(other.Events);

    public override bool Equals(object obj) => Equals(obj as IEventSequence);

    public override int GetHashCode() => _events.Count;
}

/// <summary>One event.</summary>
public struct SingleEventSequence : IEventSequence, IEquatable<IEventSequence>
{
    private readonly object[] _events;

    public SingleEventSequence(object e) => _events = [e];

    public IEnumerable<object> Events => _events;

    public bool Equals(IEventSequence other) => other is not null && _events.SequenceEqual(other.Events);

    public override bool Equals(object obj) => Equals(obj as IEventSequence);

    public override int GetHashCode() => _events[0].GetHashCode();
}

/// <summary>Makes sequences.</summary>
public static class EventSequence
{
    public static IEventSequence Empty = EmptyEventSequence.Instance;

    public static IEventSequence Single(object e) => new SingleEventSequence(e);

    public static IEventSequence Create(params object[] events) => new EventSequence<object>(events);

    public static IEventSequence Create(IEnumerable<object> events) => new EventSequence<object>(events);
}
