using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Templates;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>What the ledger of a term is made of.</summary>
/// <param name="Participant">Id of the logical participant: that of its member at every synchronizer.</param>
/// <param name="Replica">Name of this replica, for errors.</param>
/// <param name="Settings">How much may be under way.</param>
/// <param name="Templates">Which templates have code.</param>
/// <param name="Reads">What is stored, in this term.</param>
/// <param name="Writes">How it is stored, in this term.</param>
/// <param name="Time">Clock of this replica.</param>
/// <param name="Warn">Tells an operator.</param>
internal sealed record LedgerParts(
    string Participant, string Replica, LedgerSettings Settings, TemplateCatalogue Templates, ILedgerReads Reads, ILedgerWrites Writes, TimeProvider Time, Action<string> Warn)
{
    /// <summary>Of certification: the same at every member of a synchronizer.</summary>
    public CertificationRules Rules { get; init; } = CertificationRules.Default;

    /// <summary>Measures the ledgers of this replica.</summary>
    public LedgerMeter Meter { get; init; } = LedgerMeter.Silent;

    /// <summary>Records what this replica does for commands.</summary>
    public CommandSpans Spans { get; init; } = CommandSpans.None;
}
