using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>An event with words by which it can be found. Made by event adapters; only the event itself is replayed.</summary>
public struct Tagged
{
    public Tagged(object payload, IEnumerable<string> tags) : this(payload, tags.ToImmutableHashSet())
    {
    }

    public Tagged(object payload, IImmutableSet<string> tags)
    {
        Payload = payload;
        Tags = tags;
    }

    public object Payload { get; }

    public IImmutableSet<string> Tags { get; }
}
