namespace Canton.Ha.Actors.Configuration;

/// <summary>The <c>parameters.ledger</c> block of a participant: how much may be under way, and how long a submission waits for a synchronizer.</summary>
/// <param name="InFlightMax"><c>in-flight-max</c>: most submissions under way; more are refused.</param>
/// <param name="InFlightBytesMax"><c>in-flight-bytes-max</c>: most bytes of stored messages under way; more are refused.</param>
/// <param name="BatchMax"><c>batch-max</c>: most submissions or events of one transaction of the database.</param>
/// <param name="TailBytesMax"><c>tail-bytes-max</c>: how much of the newest updates is kept in memory for all streams together, in bytes.</param>
/// <param name="ReconnectPatience"><c>reconnect-patience</c>: how long a submission waits for a synchronizer whose connection was lost, or is not yet made again after activation.</param>
public sealed record LedgerSettings(int InFlightMax, int InFlightBytesMax, int BatchMax, int TailBytesMax, TimeSpan ReconnectPatience)
{
    internal static LedgerSettings From(SettingsBlock ledger) => new(
        ledger.Whole("in-flight-max", 1, 1_000_000),
        ledger.Whole("in-flight-bytes-max", 16_777_216, int.MaxValue),
        ledger.Whole("batch-max", 1, 100_000),
        ledger.Whole("tail-bytes-max", 1024, int.MaxValue),
        ledger.Duration("reconnect-patience"));
}
