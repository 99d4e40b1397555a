namespace Canton.Ha.Actors.Demo;

/// <summary>One command as the client that sends it knows it.</summary>
/// <param name="number">Different for each command of a demo.</param>
/// <param name="begunAt">When it was sent for the first time, as a timestamp.</param>
internal sealed class DemoCommand(long number, long begunAt)
{
    /// <summary>The amount of the promise that it makes.</summary>
    public long Number => number;

    /// <summary>The same in every attempt.</summary>
    public string Id => IdOf(number);

    public long BegunAt => begunAt;

    /// <summary>When the client was told that it has taken effect, as a timestamp; null if it was not.</summary>
    public long? AcknowledgedAt { get; set; }

    public static string IdOf(long number) => $"demo-{number}";
}
