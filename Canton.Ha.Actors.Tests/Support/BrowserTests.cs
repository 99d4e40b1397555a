using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The tests of this collection share a browser, and run while nothing else does: it needs the processor for itself.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<Browser>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Browser";

    /// <summary>Milliseconds after which a test has failed: a browser that says nothing more must not hold up all others.</summary>
    public const int Limit = 120_000;
}
