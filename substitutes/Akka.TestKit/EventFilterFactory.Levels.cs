using System.Text.RegularExpressions;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

public partial class EventFilterFactory
{
    /// <summary>Errors with a cause of one type, in whose text an expression is found.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string source = null)
        where TException : Exception =>
        Exception(typeof(TException), pattern, source);

    /// <summary>Errors with a cause of one type, in whose text an expression is found.</summary>
    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string source = null, bool checkInnerExceptions = false) =>
        Errors(exceptionType, new RegexMatcher(pattern), source, checkInnerExceptions);

    /// <summary>Errors with a cause of one type and a text.</summary>
    public IEventFilterApplier Exception<TException>(string message = null, string start = null, string contains = null, string source = null)
        where TException : Exception =>
        Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors with a cause of one type and a text.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string message = null,
        string start = null,
        string contains = null,
        string source = null,
        bool checkInnerExceptions = false) =>
        Errors(exceptionType, CreateMessageMatcher(message, start, contains), source, checkInnerExceptions);

    /// <summary>Events of one level with a text.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, string message = null, string start = null, string contains = null, string source = null) =>
        logLevel switch
        {
            LogLevel.DebugLevel => Debug(message, start, contains, source),
            LogLevel.InfoLevel => Info(message, start, contains, source),
            LogLevel.WarningLevel => Warning(message, start, contains, source),
            LogLevel.ErrorLevel => Error(message, start, contains, source),
            _ => throw Unknown(logLevel),
        };

    /// <summary>Events of one level in whose text an expression is found.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string source = null) => logLevel switch
    {
        LogLevel.DebugLevel => Debug(pattern, source),
        LogLevel.InfoLevel => Info(pattern, source),
        LogLevel.WarningLevel => Warning(pattern, source),
        LogLevel.ErrorLevel => Error(pattern, source),
        _ => throw Unknown(logLevel),
    };

    /// <summary>Debug events with a text.</summary>
    public IEventFilterApplier Debug(string message = null, string start = null, string contains = null, string source = null) =>
        CreateApplier(new DebugFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)), _system);

    /// <summary>Debug events in whose text an expression is found.</summary>
    public IEventFilterApplier Debug(Regex pattern, string source = null) =>
        CreateApplier(new DebugFilter(new RegexMatcher(pattern), SourceMatcher(source)), _system);

    /// <summary>Info events with a text.</summary>
    public IEventFilterApplier Info(string message = null, string start = null, string contains = null, string source = null) =>
        CreateApplier(new InfoFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)), _system);

    /// <summary>Info events in whose text an expression is found.</summary>
    public IEventFilterApplier Info(Regex pattern, string source = null) =>
        CreateApplier(new InfoFilter(new RegexMatcher(pattern), SourceMatcher(source)), _system);

    /// <summary>Warnings with a text.</summary>
    public IEventFilterApplier Warning(string message = null, string start = null, string contains = null, string source = null) =>
        CreateApplier(new WarningFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)), _system);

    /// <summary>Warnings in whose text an expression is found.</summary>
    public IEventFilterApplier Warning(Regex pattern, string source = null) =>
        CreateApplier(new WarningFilter(new RegexMatcher(pattern), SourceMatcher(source)), _system);

    /// <summary>Errors, by their text or that of their cause with a text.</summary>
    public IEventFilterApplier Error(string message = null, string start = null, string contains = null, string source = null) =>
        CreateApplier(new ErrorFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)), _system);

    /// <summary>Errors, by their text or that of their cause in whose text an expression is found.</summary>
    public IEventFilterApplier Error(Regex pattern, string source = null) =>
        CreateApplier(new ErrorFilter(new RegexMatcher(pattern), SourceMatcher(source)), _system);

    private static ArgumentOutOfRangeException Unknown(LogLevel logLevel) => new(nameof(logLevel), $"Unknown {nameof(LogLevel)} value: {logLevel}");

    private IEventFilterApplier Errors(Type cause, IStringMatcher message, string source, bool inner) =>
        CreateApplier(new ErrorFilter(cause, message, SourceMatcher(source), inner), _system);
}
