using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf.WellKnownTypes;
using Value = Com.Daml.Ledger.Api.V2.Value;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>Which choices a contract has: <c>Archive</c>, controlled by its signatories, and those of its template's code.</summary>
internal static class ChoiceRules
{
    public const string Archive = "Archive";

    public static KnownChoice Find(KnownTemplate template, Contract contract, string name, Value argument)
    {
        if (name == Archive)
            return ArchiveOf(contract, argument);

        var choice = template.Code?.Choices.FirstOrDefault(choice => choice.Name == name)
            ?? throw CommandErrors.Preprocessing($"The template {template.Id} has no choice {name}; it has {string.Join(", ", NamesOf(template))}.");
        return TemplateCode.Call(template.Id, () => Read(template.Code, choice, contract, argument));
    }

    private static KnownChoice Read(IContractTemplate code, IContractChoice choice, Contract contract, Value argument)
    {
        var fields = Arguments.Of(code.Fields, contract.Arguments);
        var given = Arguments.Of(choice.Fields, RecordIn(argument, choice.Name));
        var parties = choice.PartiesOf(fields, given);
        return parties.Controllers.IsEmpty
            ? throw CommandErrors.Interpretation($"the choice {choice.Name} of {code.Id} has no controller; it must have one.")
            : new KnownChoice(choice.IsConsuming, parties.Controllers, parties.Observers, new Value { Record = given.ToRecord() },
                (run, authority) => Run(code, choice, new ChoiceScope(run, authority, contract.Id, fields, given)));
    }

    private static Value Run(IContractTemplate code, IContractChoice choice, ChoiceScope scope)
    {
        var result = TemplateCode.Call(code.Id, () => choice.Run(scope));
        ValueRules.Check(result);
        return result;
    }

    private static KnownChoice ArchiveOf(Contract contract, Value argument)
    {
        if (RecordIn(argument, Archive).Fields.Count > 0)
            throw CommandErrors.Preprocessing($"The choice {Archive} has no fields; its argument must be an empty record.");

        return new KnownChoice(IsConsuming: true, contract.Signatories, PartySet.Empty, new Value { Record = new Record() }, (_, _) => new Value { Unit = new Empty() });
    }

    private static Record RecordIn(Value argument, string choice) => argument.SumCase switch
    {
        Value.SumOneofCase.Record => argument.Record,
        Value.SumOneofCase.Unit => new Record(),
        var other => throw CommandErrors.Preprocessing($"The argument of {choice} is of kind {other}; it must be a record."),
    };

    private static IEnumerable<string> NamesOf(KnownTemplate template) =>
        (template.Code?.Choices.Select(choice => choice.Name) ?? []).Append(Archive);
}

/// <summary>A choice that is about to be exercised.</summary>
/// <param name="IsConsuming">Whether the contract ends with it.</param>
/// <param name="Controllers">Whose consent it needs.</param>
/// <param name="Observers">Who else sees it.</param>
/// <param name="Argument">With labels, where they are known.</param>
/// <param name="Run">Does it.</param>
internal sealed record KnownChoice(bool IsConsuming, PartySet Controllers, PartySet Observers, Value Argument, Func<InterpretationRun, Authority, Value> Run);
