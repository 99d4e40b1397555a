using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Values without labels and type ids, for readers that did not ask for them. What was stored is not changed.</summary>
internal static class PlainValues
{
    public static Record Of(Record record)
    {
        var plain = new Record();
        foreach (var field in record.Fields)
            plain.Fields.Add(new RecordField { Value = Of(field.Value) });
        return plain;
    }

    public static Value Of(Value value) => value.SumCase switch
    {
        Value.SumOneofCase.Record => new Value { Record = Of(value.Record) },
        Value.SumOneofCase.Enum => new Value { Enum = new Com.Daml.Ledger.Api.V2.Enum { Constructor = value.Enum.Constructor } },
        Value.SumOneofCase.Variant => new Value { Variant = new Variant { Constructor = value.Variant.Constructor, Value = Of(value.Variant.Value) } },
        Value.SumOneofCase.Optional when value.Optional.Value is { } inner => new Value { Optional = new Optional { Value = Of(inner) } },
        Value.SumOneofCase.List => new Value { List = Of(value.List) },
        Value.SumOneofCase.TextMap => new Value { TextMap = Of(value.TextMap) },
        Value.SumOneofCase.GenMap => new Value { GenMap = Of(value.GenMap) },
        _ => value,
    };

    private static List Of(List list)
    {
        var plain = new List();
        plain.Elements.AddRange(list.Elements.Select(Of));
        return plain;
    }

    private static TextMap Of(TextMap map)
    {
        var plain = new TextMap();
        plain.Entries.AddRange(map.Entries.Select(entry => new TextMap.Types.Entry { Key = entry.Key, Value = Of(entry.Value) }));
        return plain;
    }

    private static GenMap Of(GenMap map)
    {
        var plain = new GenMap();
        plain.Entries.AddRange(map.Entries.Select(entry => new GenMap.Types.Entry { Key = Of(entry.Key), Value = Of(entry.Value) }));
        return plain;
    }
}
