using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>
/// Writes one line per state change of a replica, and one per warning or error of an actor or whatever else was asked for, with the time of day
/// and the milliseconds of the system's monotonic clock.
/// </summary>
public sealed class EventStreamLogger : ReceiveActor
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new MillisecondsConverter() },
    };

    private readonly TextWriter _output;
    private readonly LogFormat _format;
    private readonly TimeProvider _time;
    private readonly ToldRosters _told = new();
    private LogThreshold _threshold = LogThreshold.Warning;

    /// <summary>See <see cref="Props(TextWriter, LogFormat, TimeProvider)"/>.</summary>
    public EventStreamLogger(TextWriter output, LogFormat format, TimeProvider time)
    {
        _output = output;
        _format = format;
        _time = time;
        Receive<SetThreshold>(m => _threshold = m.Threshold);
        Receive<ReplicaEvent>(_ => _threshold > LogThreshold.Warning, _ => { }); // Not even they are wanted.
        Receive<ReplicaEvent>(OnFact);
        Receive<LogEvent>(m => ThresholdOf(m) >= _threshold, OnLogEvent);
        Receive<LogEvent>(_ => { }); // Nobody wants to know.
    }

    /// <summary>A log that writes to <paramref name="output"/>.</summary>
    public static Props Props(TextWriter output, LogFormat format, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new EventStreamLogger(output, format, time));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ReplicaEvent));
        Context.System.EventStream.Subscribe(Self, typeof(LogEvent));
    }

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void OnFact(ReplicaEvent fact)
    {
        var sentence = EventSentence.Of(fact);
        if (_told.IsNews(fact.Replica, fact, sentence))
            Write(fact, sentence);
    }

    private void OnLogEvent(LogEvent log)
    {
        var level = LevelOf(log);
        var text = log.Cause is { } cause ? $"{log.Message} [{cause.GetType().Name}: {cause.Message}]" : $"{log.Message}";
        var now = Context.System.Scheduler.MonotonicClock;
        if (_format == LogFormat.Text)
            WriteText(now, level.ToUpperInvariant(), $"{log.LogSource} {text}");
        else
            WriteJson(now, level, text, new JsonObject { ["source"] = log.LogSource });
    }

    private static LogThreshold ThresholdOf(LogEvent log) => log switch
    {
        Error => LogThreshold.Error,
        Warning => LogThreshold.Warning,
        Info => LogThreshold.Info,
        _ => LogThreshold.Debug,
    };

    private static string LevelOf(LogEvent log) =>
        ThresholdOf(log) == LogThreshold.Warning ? "warn" : ThresholdOf(log).ToString().ToLowerInvariant();

    private void Write(ReplicaEvent fact, string sentence)
    {
        if (_format == LogFormat.Text)
            WriteText(fact.At, "INFO", $"{fact.Replica} {sentence}");
        else
            WriteJson(fact.At, "info", $"{fact.Replica} {sentence}", Details(fact));
    }

    private static JsonObject Details(ReplicaEvent fact)
    {
        var details = JsonSerializer.SerializeToNode(fact, fact.GetType(), s_json)!.AsObject();
        details.Remove("at");
        details.Insert(0, "event", JsonNamingPolicy.KebabCaseLower.ConvertName(fact.GetType().Name));
        return details;
    }

    private void WriteText(TimeSpan at, string level, string sentence) =>
        WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Time()} {at.TotalMilliseconds,12:F3} {level,-5} {sentence.ReplaceLineEndings(" ")}"));

    private void WriteJson(TimeSpan at, string level, string message, JsonObject details)
    {
        var line = new JsonObject { ["time"] = Time(), ["monotonicMs"] = Math.Round(at.TotalMilliseconds, 3), ["level"] = level };
        foreach (var (name, value) in details)
            line[name] = value?.DeepClone();

        line["message"] = message;
        WriteLine(line.ToJsonString(s_json));
    }

    private void WriteLine(string line)
    {
        _output.WriteLine(line);
        _output.Flush();
    }

    private string Time() => UtcTime.Text(_time.GetUtcNow());

    /// <summary>From now on, write of what is logged only this and what is worse; state changes are written unless it is worse than a warning.</summary>
    public sealed record SetThreshold(LogThreshold Threshold);
}
