using System.Globalization;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Templates;

/// <summary>A record with its declared labels: a client may send it with all labels in any order, or with none in the order of their declaration.</summary>
public sealed class Arguments
{
    private readonly IReadOnlyList<string> _fields;
    private readonly Value[] _values;

    private Arguments(IReadOnlyList<string> fields, Value[] values)
    {
        _fields = fields;
        _values = values;
    }

    /// <summary>The value of a field.</summary>
    public Value this[string field] => _values[IndexOf(field)];

    /// <summary>Reads <paramref name="record"/> as having these fields.</summary>
    /// <exception cref="ArgumentsMismatchException">It has others.</exception>
    public static Arguments Of(IReadOnlyList<string> fields, Record record)
    {
        var given = record.Fields;
        if (given.Count != fields.Count)
            throw new ArgumentsMismatchException($"{given.Count} fields were given; there must be {fields.Count}: {string.Join(", ", fields)}.");
        if (given.All(field => field.Label.Length == 0))
            return new Arguments(fields, [.. given.Select(field => field.Value)]);

        var byLabel = given.GroupBy(field => field.Label).ToDictionary(same => same.Key, same => same.First().Value);
        var missing = fields.Where(field => !byLabel.ContainsKey(field)).ToList();
        return missing.Count == 0
            ? new Arguments(fields, [.. fields.Select(field => byLabel[field])])
            : throw new ArgumentsMismatchException($"The labels are {string.Join(", ", given.Select(field => field.Label))}; they must be {string.Join(", ", fields)}, or all be left out.");
    }

    /// <summary>With all labels, in the order of their declaration.</summary>
    public Record ToRecord()
    {
        var record = new Record();
        record.Fields.AddRange(_fields.Zip(_values, (label, value) => new RecordField { Label = label, Value = value }));
        return record;
    }

    /// <summary>The party in a field.</summary>
    public string Party(string field) => Of(field, Value.SumOneofCase.Party, "a party").Party;

    /// <summary>The text in a field.</summary>
    public string Text(string field) => Of(field, Value.SumOneofCase.Text, "a text").Text;

    /// <summary>The number in a field.</summary>
    public decimal Numeric(string field) =>
        decimal.TryParse(Of(field, Value.SumOneofCase.Numeric, "a numeric").Numeric, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentsMismatchException($"{field} has more digits than a decimal can hold.");

    /// <summary>The whole number in a field.</summary>
    public long WholeNumber(string field) => Of(field, Value.SumOneofCase.Int64, "an int64").Int64;

    /// <summary>The truth in a field.</summary>
    public bool Bool(string field) => Of(field, Value.SumOneofCase.Bool, "a bool").Bool;

    /// <summary>The contract id in a field.</summary>
    public string ContractId(string field) => Of(field, Value.SumOneofCase.ContractId, "a contract id").ContractId;

    /// <summary>The parties in a field that is a list of parties.</summary>
    public PartySet Parties(string field) =>
        PartySet.Of(Of(field, Value.SumOneofCase.List, "a list of parties").List.Elements.Select(element =>
            element.SumCase == Value.SumOneofCase.Party ? element.Party : throw new ArgumentsMismatchException($"{field} must be a list of parties.")));

    private Value Of(string field, Value.SumOneofCase kind, string name) =>
        this[field] is { } value && value.SumCase == kind ? value : throw new ArgumentsMismatchException($"{field} must be {name}, not {this[field].SumCase}.");

    private int IndexOf(string field)
    {
        for (var index = 0; index < _fields.Count; index++)
            if (_fields[index] == field)
                return index;
        throw new ArgumentsMismatchException($"There is no field {field}; there are {string.Join(", ", _fields)}.");
    }
}
