using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Errors, by their text or that of their cause, and by the type of the cause.</summary>
public class ErrorFilter : EventFilterBase
{
    private readonly Type _cause;
    private readonly bool _inner;

    /// <summary>A filter for errors with any cause, and without.</summary>
    public ErrorFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null)
        : this(null, messageMatcher, sourceMatcher, recurseInnerExceptions: false)
    {
    }

    /// <summary>A filter for errors with a cause of one type; with <paramref name="recurseInnerExceptions"/>, also for its inner exceptions.</summary>
    /// <exception cref="ArgumentException">The type is not an exception.</exception>
    public ErrorFilter(
        Type exceptionType,
        IStringMatcher messageMatcher = null,
        IStringMatcher sourceMatcher = null,
        bool recurseInnerExceptions = false)
        : base(messageMatcher, sourceMatcher)
    {
        if (exceptionType is not null && !exceptionType.IsAssignableTo(typeof(Exception)))
            throw new ArgumentException($"The type must be an exception. It was: {exceptionType}", nameof(exceptionType));
        _cause = exceptionType;
        _inner = recurseInnerExceptions;
    }

    /// <inheritdoc />
    protected override string FilterDescriptiveName => _cause is null ? "Error" : $"Error with Cause <{_cause}>";

    /// <inheritdoc />
    protected override bool IsMatch(LogEvent evt) => evt is Error error && IsMatch(error, error.Cause);

    private bool IsMatch(Error error, Exception cause)
    {
        if (cause is null)
            return _cause is null && InternalDoMatch(error.LogSource, error.Message);
        if (_cause is not null && !_cause.IsInstanceOfType(cause))
            return _inner && IsMatch(error, cause.InnerException);
        return (error.Message is null && string.IsNullOrEmpty(cause.Message))
            || InternalDoMatch(error.LogSource, error.Message)
            || InternalDoMatch(error.LogSource, cause.Message)
            || (_inner && IsMatch(error, cause.InnerException));
    }
}
