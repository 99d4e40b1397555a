using Akka.Actor;

namespace Akka.TestKit;

/// <summary>The assertions that an actor system under test uses.</summary>
public class TestKitAssertionsProvider(ITestKitAssertions assertions) : IExtension
{
    /// <summary>The assertions of the test framework.</summary>
    public ITestKitAssertions Assertions { get; } = assertions;
}
