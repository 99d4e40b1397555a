namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Three replicas of the product.</summary>
public sealed class ThreeReplicas() : ProductReplicas("participant1", "participant2", "participant3");
