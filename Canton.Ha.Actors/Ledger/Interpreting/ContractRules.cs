using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>
/// Which contract a create makes. Where the template has no code, the built-in rule applies: whoever authorizes signs, and the other parties that
/// occur in the arguments observe.
/// </summary>
internal static class ContractRules
{
    public static Contract Make(KnownTemplate template, ContractId id, Record arguments, Authority authority, long createdAt)
    {
        if (template.Code is not { } code)
            return new Contract(id, template.Id, arguments, authority.Authorizers, PartiesIn(arguments).Except(authority.Authorizers), createdAt);

        var read = TemplateCode.Call(template.Id, () => Arguments.Of(code.Fields, arguments));
        var parties = TemplateCode.Call(template.Id, () => code.PartiesOf(read));
        if (parties.Signatories.IsEmpty)
            throw CommandErrors.Interpretation($"a contract of {template.Id} has no signatory; it must have one.");

        return new Contract(id, template.Id, read.ToRecord(), parties.Signatories, parties.Observers.Except(parties.Signatories), createdAt);
    }

    /// <summary>Every party that occurs anywhere in the arguments.</summary>
    public static PartySet PartiesIn(Record arguments)
    {
        var parties = new List<string>();
        Collect(arguments, parties);
        return PartySet.Of(parties);
    }

    private static void Collect(Record record, List<string> parties)
    {
        foreach (var field in record.Fields)
            Collect(field.Value, parties);
    }

    private static void Collect(Value? value, List<string> parties)
    {
        switch (value?.SumCase)
        {
            case Value.SumOneofCase.Party:
                parties.Add(value.Party);
                break;
            case Value.SumOneofCase.Record:
                Collect(value.Record, parties);
                break;
            case Value.SumOneofCase.Optional:
                Collect(value.Optional.Value, parties);
                break;
            case Value.SumOneofCase.Variant:
                Collect(value.Variant.Value, parties);
                break;
            case Value.SumOneofCase.List or Value.SumOneofCase.TextMap or Value.SumOneofCase.GenMap:
                foreach (var element in ElementsOf(value))
                    Collect(element, parties);
                break;
        }
    }

    private static IEnumerable<Value> ElementsOf(Value value) => value.SumCase switch
    {
        Value.SumOneofCase.List => value.List.Elements,
        Value.SumOneofCase.TextMap => value.TextMap.Entries.Select(entry => entry.Value),
        _ => value.GenMap.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
    };
}
