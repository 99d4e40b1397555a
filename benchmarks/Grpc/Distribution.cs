using System.Globalization;

namespace Grpc.Benchmarks;

/// <summary>Measured values in order, and how they are told.</summary>
internal sealed class Distribution(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => Quantile(0.5);

    public double Min => _sorted[0];

    public double Max => _sorted[^1];

    public double Quantile(double share) => _sorted[(int)Math.Min(_sorted.Length - 1, share * _sorted.Length)];

    public string Tell(string format, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"median {Text(Median, format)}, {Text(Min, format)} to {Text(Max, format)} {unit} in {_sorted.Length} rounds");

    public string TellQuantiles(string format, string unit) =>
        $"p50 {Text(Quantile(0.5), format)}, p90 {Text(Quantile(0.9), format)}, p99 {Text(Quantile(0.99), format)}, p99.9 {Text(Quantile(0.999), format)} {unit}";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
