namespace Akka.Event;

/// <summary>Turns a template and its arguments into text.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);

    string Format(string format, IEnumerable<object> args);
}

/// <summary>Templates with <c>{0}</c>, <c>{1}</c>, …</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter()
    {
    }

    public string Format(string format, params object[] args) => args.Length == 0 ? format : string.Format(format, args);

    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
}

/// <summary>A template and its arguments; turned into text only if somebody reads it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    /// <summary>The arguments, separated by commas.</summary>
    public abstract string Unformatted();

    public abstract IEnumerable<object> Parameters();
}

/// <summary>A template and its arguments.</summary>
internal sealed class DefaultLogMessage : LogMessage
{
    private readonly object[] _args;

    public DefaultLogMessage(ILogMessageFormatter formatter, string format, params object[] args) : base(formatter, format) => _args = args;

    public override string Unformatted() => string.Join(",", _args);

    public override IEnumerable<object> Parameters() => _args;

    public override string ToString() => Formatter.Format(Format, _args);
}
