using System.Text;

namespace Akka.Hosting;

/// <summary>Which dead letters are logged.</summary>
public class DeadLetterOptions
{
    /// <summary>Whether none, all, or the first <see cref="LogCount"/> of them are logged.</summary>
    public TriStateValue ShouldLog { get; set; } = TriStateValue.Some;

    /// <summary>How many are logged before logging is suspended.</summary>
    public int LogCount { get; set; } = 10;

    /// <summary>Whether they are logged while the actor system ends, if not as configured.</summary>
    public bool? LogDuringShutdown { get; set; }

    /// <summary>How long logging is suspended, if not as configured; zero or less is for ever.</summary>
    public TimeSpan? LogSuspendDuration { get; set; }

    /// <summary>HOCON text of these options.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("akka {\n");
        text.Append("log-dead-letters = ").Append(ShouldLog switch
        {
            TriStateValue.All => "on",
            TriStateValue.None => "off",
            _ => LogCount.ToHocon(),
        }).Append('\n');
        if (LogDuringShutdown is { } during)
            text.Append("log-dead-letters-during-shutdown = ").Append(during.ToHocon()).Append('\n');
        if (LogSuspendDuration is { } suspend)
            text.Append("log-dead-letters-suspend-duration = ").Append(suspend.ToHocon(allowInfinite: true, zeroIsInfinite: true)).Append('\n');
        return text.Append("}\n").ToString();
    }
}
