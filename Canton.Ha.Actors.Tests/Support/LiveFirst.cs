using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Canton.Ha.Actors.Tests.Support.LiveFirst", "Canton.Ha.Actors.Tests")]

// Stories of processes wait more than they work, so that two cores have time for three of them.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Stories of processes, which take long, begin before everything that is quick and fills the gaps that they leave.</summary>
public sealed class LiveFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(IsLive);

    /// <summary>A collection that nobody has named is called after its class.</summary>
    private static bool IsLive(ITestCollection collection) =>
        collection.CollectionDefinition is not null || collection.DisplayName.Contains(".Live.", StringComparison.Ordinal);
}
