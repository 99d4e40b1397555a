using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Tests that look at the pages of replicas with a browser, which needs the processor for itself: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WatchedReplicasTests : ICollectionFixture<AppendingReplicas>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Watched replicas";
}
