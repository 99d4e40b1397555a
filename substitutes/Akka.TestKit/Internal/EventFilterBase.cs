using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>A filter by text and source of an event.</summary>
public abstract class EventFilterBase : IEventFilter
{
    private readonly IStringMatcher _message;
    private readonly IStringMatcher _source;

    /// <summary>A filter; a missing matcher accepts everything.</summary>
    protected EventFilterBase(IStringMatcher messageMatcher, IStringMatcher sourceMatcher)
    {
        _message = messageMatcher ?? MatchesAll.Instance;
        _source = sourceMatcher ?? MatchesAll.Instance;
    }

    /// <summary>Raised for every event for which this filter applies.</summary>
    public event EventMatched EventMatched;

    /// <summary>What this filter looks for, in a word.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <inheritdoc />
    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
            return false;
        OnEventMatched(logEvent);
        return true;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        string[] conditions =
        [
            .. _message is MatchesAll ? Array.Empty<string>() : [$" Message {_message}"],
            .. _source is MatchesAll ? Array.Empty<string>() : [$" Source {_source}"],
        ];
        return FilterDescriptiveName + (conditions.Length == 0 ? "" : " when") + string.Join(" and", conditions);
    }

    /// <summary>Whether an event is one of those meant.</summary>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>Raises <see cref="EventMatched"/>.</summary>
    protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

    /// <summary>Whether both matchers accept.</summary>
    protected bool InternalDoMatch(string src, object msg) => _source.IsMatch(src) && _message.IsMatch(msg?.ToString() ?? "null");
}

/// <summary>Called for every event for which a filter applies.</summary>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);
