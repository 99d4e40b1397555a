namespace Akka.TestKit;

/// <summary>A test class with this marker sends without a sender; without it, <c>Tell</c> in a test comes from the test actor.</summary>
public interface INoImplicitSender;
