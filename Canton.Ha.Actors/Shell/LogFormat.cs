namespace Canton.Ha.Actors.Shell;

/// <summary>How the event log writes its lines.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object per line, for machines.</summary>
    Json,
}
