using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;
using ContractKey = Canton.Ha.Actors.Ledger.Transactions.ContractId;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>The ledger as one exercise of a choice sees it.</summary>
internal sealed class ChoiceScope(InterpretationRun run, Authority authority, ContractKey contract, Arguments fields, Arguments argument) : IChoiceScope
{
    public string ContractId { get; } = contract.ToString();

    public Arguments Contract => fields;

    public Arguments Argument => argument;

    public DateTimeOffset EffectiveAt => DateTimeOffset.UnixEpoch + Micros.ToTimeSpan(run.EffectiveAt);

    public string Create(TemplateId template, Record arguments)
    {
        ValueRules.Check(arguments);
        return run.Create(run.Templates.Resolve(template), arguments, authority).Id.ToString();
    }

    public Value Exercise(TemplateId template, string contractId, string choice, Value argument)
    {
        ValueRules.Check(argument);
        return run.Exercise(run.Templates.Resolve(template), contractId, choice, argument, authority);
    }

    public Arguments Fetch(TemplateId template, string contractId)
    {
        var known = run.Templates.Resolve(template);
        var found = run.Fetch(known, contractId, authority);
        return Arguments.Of(known.Code?.Fields ?? [.. found.Arguments.Fields.Select(field => field.Label)], found.Arguments);
    }
}
