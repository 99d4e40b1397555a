namespace Canton.Ha.Actors.Demo;

/// <summary>A moment of the demo.</summary>
/// <param name="Elapsed">Since it began.</param>
/// <param name="Nodes">What each node is.</param>
/// <param name="Acknowledged">Commands so far; null before there are clients.</param>
/// <param name="Silence">How long ago the last of them was acknowledged.</param>
internal sealed record DemoPicture(TimeSpan Elapsed, IReadOnlyList<(string Name, NodeState State)> Nodes, int? Acknowledged, TimeSpan Silence);
