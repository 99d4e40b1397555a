namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>sequencer-client</c> block of a participant: how it talks to synchronizers.</summary>
/// <param name="ConnectTimeout"><c>connect-timeout</c>: how long a replica of a synchronizer may take to answer for the first time.</param>
/// <param name="RequestTimeout"><c>request-timeout</c>: how long it may take to answer a call.</param>
/// <param name="SilenceTimeout"><c>silence-timeout</c>: silence after which it counts as unreachable; longer where it says that it speaks more rarely.</param>
/// <param name="InitialRetryDelay"><c>initial-retry-delay</c>: the rest after a first failure to connect; doubles with each failure in a row.</param>
/// <param name="MaxRetryDelay"><c>max-retry-delay</c>: the longest rest.</param>
/// <param name="AcknowledgementInterval"><c>acknowledgement-interval</c>: how often it is told what need not be kept any more.</param>
public sealed record SequencerClientSettings(
    TimeSpan ConnectTimeout, TimeSpan RequestTimeout, TimeSpan SilenceTimeout, TimeSpan InitialRetryDelay, TimeSpan MaxRetryDelay, TimeSpan AcknowledgementInterval)
{
    /// <summary><c>tls</c>: how TLS is spoken where a place begins with <c>https</c>.</summary>
    public TlsClientSettings Tls { get; init; } = TlsClientSettings.OfSystem;

    internal static SequencerClientSettings From(SettingsBlock client) => new(
        client.Duration("connect-timeout"),
        client.Duration("request-timeout"),
        client.Duration("silence-timeout"),
        client.Duration("initial-retry-delay"),
        client.Duration("max-retry-delay"),
        client.Duration("acknowledgement-interval"))
    {
        Tls = TlsClientSettings.From(client.Block("tls")),
    };
}
