using Canton.Ha.Actors.Health.Metrics;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Finds values among those that were measured.</summary>
internal static class ShownMetrics
{
    /// <summary>The value, by the name that Prometheus knows, with exactly these tags; how many there are where they are sorted into buckets. Null if there is none.</summary>
    public static double? Find(this MetricStore store, string name, params (string Name, string Value)[] tags)
    {
        var point = store.Read().Where(family => MetricNames.OfValues(family) == name).SelectMany(family => family.Points)
            .FirstOrDefault(point => point.Tags.ToHashSet().SetEquals(tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value))));
        return point is { Buckets: { IsDefault: false } buckets } ? buckets[^1].Count : point?.Value;
    }

    public static void ShouldShow(this MetricStore store, string name, double value, params (string Name, string Value)[] tags) =>
        store.Find(name, tags).Should().Be(value, "{0} of {1} is shown", name, string.Join(", ", tags));
}
