using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Validation;

/// <summary>Well-formed commands.</summary>
/// <param name="Change">What it intends, for deduplication.</param>
/// <param name="SubmissionId">Names this attempt; made here if the client did not.</param>
/// <param name="WorkflowId">May be empty.</param>
/// <param name="ReadAs">Who may see the contracts besides those who act.</param>
/// <param name="Synchronizer">The prescribed one, or null.</param>
/// <param name="Commands">At least one.</param>
/// <param name="MinLedgerTime">When it may take effect at the earliest.</param>
/// <param name="Period">How far back a duplicate counts.</param>
/// <param name="Disclosed">Ids of contracts that the submitters may use without being able to see them.</param>
internal sealed record Submission(
    ChangeId Change,
    string SubmissionId,
    string WorkflowId,
    PartySet ReadAs,
    string? Synchronizer,
    ImmutableArray<LedgerCommand> Commands,
    MinLedgerTime MinLedgerTime,
    DeduplicationPeriod Period,
    ImmutableHashSet<ContractId> Disclosed)
{
    public PartySet ActAs => Change.ActAs;

    /// <summary>Headers of the call, or null.</summary>
    public TraceContext? Trace { get; init; }
}

/// <summary>One command.</summary>
internal abstract record LedgerCommand(TemplateReference Template)
{
    public sealed record Create(TemplateReference Template, Record Arguments) : LedgerCommand(Template);

    public sealed record Exercise(TemplateReference Template, string ContractId, string Choice, Value Argument) : LedgerCommand(Template);

    public sealed record CreateAndExercise(TemplateReference Template, Record Arguments, string Choice, Value Argument) : LedgerCommand(Template);

    public sealed record ExerciseByKey(TemplateReference Template, Value Key, string Choice, Value Argument) : LedgerCommand(Template);
}

/// <summary>When a submission may take effect at the earliest.</summary>
internal sealed record MinLedgerTime(long Absolute, long Relative)
{
    /// <summary>The ledger effective time of what is interpreted at <paramref name="now"/>.</summary>
    public long EffectiveAt(long now) => Math.Max(Micros.Add(now, Relative), Absolute);
}
