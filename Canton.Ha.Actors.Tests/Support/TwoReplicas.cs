namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Two replicas of the product.</summary>
public sealed class TwoReplicas() : ProductReplicas("participant1", "participant2");
