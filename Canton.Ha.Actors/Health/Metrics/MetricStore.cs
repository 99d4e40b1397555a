using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Canton.Ha.Actors.Contracts.Monitoring;

namespace Canton.Ha.Actors.Health.Metrics;

/// <summary>Listens to the instruments of some replicas and of the runtime, and keeps what they measure.</summary>
internal sealed class MetricStore : IDisposable
{
    /// <summary>Memory, processors, threads: what the runtime itself says of the process.</summary>
    public const string RuntimeMeter = "System.Runtime";

    private readonly ConcurrentDictionary<Instrument, MetricSeries> _series = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _reading = new();

    /// <param name="replicas">Meters of the replicas.</param>
    public MetricStore(IReadOnlyCollection<ReplicaMeter> replicas)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var maker = replicas.FirstOrDefault(replica => replica.Made(instrument));
            if (maker is not null || instrument.Meter.Name == RuntimeMeter)
                listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument, made => new MetricSeries(made, maker?.ExpectedOf(made) ?? [])));
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((MetricSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((MetricSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, series) => ((MetricSeries)series!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Everything there is now, by name; one family for the instruments of all replicas.</summary>
    public ImmutableArray<MetricFamily> Read()
    {
        lock (_reading)
        {
            foreach (var series in _series.Values)
                series.BeginObserving();
            _listener.RecordObservableInstruments();
            return
            [
                .. _series.Values.Select(series => series.Read())
                    .GroupBy(family => family.Name, StringComparer.Ordinal)
                    .OrderBy(same => same.Key, StringComparer.Ordinal)
                    .Select(same => same.First() with { Points = [.. same.SelectMany(family => family.Points)] }),
            ];
        }
    }

    public void Dispose() => _listener.Dispose();
}
