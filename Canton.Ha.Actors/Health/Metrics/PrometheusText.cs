using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>Writes metrics as text for Prometheus: in its own format, version 0.0.4, or in that of OpenMetrics 1.0.0.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();
    private readonly bool _isOpen;

    private PrometheusText(bool isOpen) => _isOpen = isOpen;

    /// <summary>Writes metrics.</summary>
    /// <param name="families">In their order.</param>
    /// <param name="isOpen">In the format of OpenMetrics.</param>
    public static string Of(IEnumerable<MetricFamily> families, bool isOpen)
    {
        var writer = new PrometheusText(isOpen);
        foreach (var family in families)
            writer.Write(family);
        return isOpen ? writer._text.Append("# EOF\n").ToString() : writer._text.ToString();
    }

    private void Write(MetricFamily family)
    {
        var name = _isOpen ? MetricNames.Of(family) : MetricNames.OfValues(family);
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(family.Description, hasQuotes: _isOpen)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
        if (_isOpen && MetricNames.UnitOf(family) is { Length: > 0 } unit)
            _text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        foreach (var point in family.Points)
            Write(MetricNames.OfValues(family), point);
    }

    private void Write(string name, MetricPoint point)
    {
        if (point.Buckets.IsDefault)
        {
            Write(name, point.Tags, point.Value);
            return;
        }

        foreach (var bucket in point.Buckets)
            Write(name + "_bucket", point.Tags.Add(new("le", Bound(bucket.UpTo))), bucket.Count);
        Write(name + "_sum", point.Tags, point.Value);
        Write(name + "_count", point.Tags, point.Buckets[^1].Count);
    }

    private void Write(string name, ImmutableArray<KeyValuePair<string, string>> tags, double value)
    {
        _text.Append(name);
        for (var i = 0; i < tags.Length; i++)
            _text.Append(i == 0 ? '{' : ',').Append(MetricNames.Clean(tags[i].Key)).Append("=\"").Append(Escaped(tags[i].Value, hasQuotes: true)).Append('"');
        _text.Append(tags.IsEmpty ? " " : "} ").Append(Number(value)).Append('\n');
    }

    /// <summary>OpenMetrics has one way to write a bound: with a fraction.</summary>
    private string Bound(double upTo) => Number(upTo) is var text && _isOpen && double.IsFinite(upTo) && double.IsInteger(upTo) ? text + ".0" : text;

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escaped(string text, bool hasQuotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return hasQuotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
