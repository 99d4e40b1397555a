using Canton.Ha.Actors.Ledger.Errors;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Validation;

/// <summary>Which values there may be.</summary>
internal static class ValueRules
{
    private const int DateMin = -719_162;
    private const int DateMax = 2_932_896;
    private const int IntegerDigitsMax = 38;
    private const int FractionDigitsMax = 37;

    /// <summary>Levels of messages from a value to one in its list, optional or variant.</summary>
    private const int Step = 2;

    /// <summary>The same, where there is a field or an entry between.</summary>
    private const int EntryStep = 3;

    /// <summary>Throws for the first thing that is wrong in <paramref name="value"/>.</summary>
    public static void Check(Value? value) => Check(value, 1);

    /// <summary>Throws for the first thing that is wrong in <paramref name="record"/>.</summary>
    public static void Check(Record record) => Check(record, 1);

    private static void Check(Value? value, int level)
    {
        if (level > LedgerLimits.ValueNestingMax)
            throw RequestErrors.ValueNesting(LedgerLimits.ValueNestingMax);

        switch (value?.SumCase ?? Value.SumOneofCase.None)
        {
            case Value.SumOneofCase.None:
                throw RequestErrors.Missing("value");
            case Value.SumOneofCase.Record:
                Check(value!.Record, level);
                break;
            case Value.SumOneofCase.List:
                foreach (var element in value!.List.Elements)
                    Check(element, level + Step);
                break;
            case Value.SumOneofCase.Optional or Value.SumOneofCase.Variant or Value.SumOneofCase.TextMap or Value.SumOneofCase.GenMap:
                CheckInside(value!, level);
                break;
            default:
                CheckLeaf(value!);
                break;
        }
    }

    private static void CheckInside(Value value, int level)
    {
        switch (value.SumCase)
        {
            case Value.SumOneofCase.Optional when value.Optional.Value is not null:
                Check(value.Optional.Value, level + Step);
                break;
            case Value.SumOneofCase.Variant:
                CheckConstructor(value.Variant.VariantId, value.Variant.Constructor);
                Check(value.Variant.Value, level + Step);
                break;
            case Value.SumOneofCase.TextMap:
                Check(value.TextMap, level);
                break;
            case Value.SumOneofCase.GenMap:
                foreach (var entry in value.GenMap.Entries)
                {
                    Check(entry.Key, level + EntryStep);
                    Check(entry.Value, level + EntryStep);
                }

                break;
        }
    }

    private static void CheckLeaf(Value value)
    {
        switch (value.SumCase)
        {
            case Value.SumOneofCase.Text when value.Text.Contains('\0'):
                throw RequestErrors.MalformedText("of a value");
            case Value.SumOneofCase.Party:
                Fields.Party(value.Party, "value");
                break;
            case Value.SumOneofCase.Numeric when !IsNumeric(value.Numeric):
                throw RequestErrors.InvalidArgument($"'{value.Numeric}' is not a numeric: up to {IntegerDigitsMax} digits, and up to {FractionDigitsMax} after a point.");
            case Value.SumOneofCase.Date when value.Date is < DateMin or > DateMax:
                throw RequestErrors.InvalidArgument($"The date {value.Date} is not in the years 1 to 9999; it counts the days since 1970-01-01.");
            case Value.SumOneofCase.Timestamp when value.Timestamp is < Micros.Min or > Micros.Max:
                throw RequestErrors.InvalidArgument($"The timestamp {value.Timestamp} is not in the years 1 to 9999; it counts the microseconds since 1970-01-01.");
            case Value.SumOneofCase.ContractId when !LedgerStrings.IsContractId(value.ContractId):
                throw RequestErrors.InvalidArgument($"'{value.ContractId}' is not a contract id.");
            case Value.SumOneofCase.Enum:
                CheckConstructor(value.Enum.EnumId, value.Enum.Constructor);
                break;
        }
    }

    private static void Check(Record record, int level)
    {
        TemplateNames.CheckType(record.RecordId);
        var labelled = 0;
        foreach (var field in record.Fields)
        {
            if (field.Label.Length > 0 && !LedgerStrings.IsName(field.Label))
                throw RequestErrors.InvalidArgument($"'{field.Label}' is not a label: it must begin with a letter, $ or _, and go on with letters, digits, $ or _.");
            labelled += field.Label.Length > 0 ? 1 : 0;
            Check(field.Value, level + EntryStep);
        }

        if (labelled > 0)
            CheckLabels(record, labelled);
    }

    private static void CheckLabels(Record record, int labelled)
    {
        if (labelled < record.Fields.Count)
            throw CommandErrors.Preprocessing("A record has fields with and without labels; all must have one, or none.");
        if (record.Fields.DistinctBy(field => field.Label).Count() < record.Fields.Count)
            throw CommandErrors.Preprocessing("A record has two fields with the same label.");
    }

    private static void Check(TextMap map, int level)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (entry.Key.Contains('\0'))
                throw RequestErrors.MalformedText("of a key");
            if (!keys.Add(entry.Key))
                throw RequestErrors.InvalidArgument($"A text map has the key '{entry.Key}' twice.");
            Check(entry.Value, level + EntryStep);
        }
    }

    private static void CheckConstructor(Identifier? type, string constructor)
    {
        TemplateNames.CheckType(type);
        if (!LedgerStrings.IsName(constructor))
            throw RequestErrors.InvalidArgument($"'{constructor}' is not a constructor: it must begin with a letter, $ or _, and go on with letters, digits, $ or _.");
    }

    private static bool IsNumeric(ReadOnlySpan<char> text)
    {
        if (text is ['+' or '-', .. var unsigned])
            text = unsigned;
        var point = text.IndexOf('.');
        var integer = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        return integer.Length is > 0 and <= IntegerDigitsMax && fraction.Length <= FractionDigitsMax
            && !integer.ContainsAnyExceptInRange('0', '9') && !fraction.ContainsAnyExceptInRange('0', '9');
    }
}
