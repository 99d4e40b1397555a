namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A <see cref="FakeParent"/> says to its probe that its child has thrown, and was stopped.</summary>
internal sealed record ChildFailed(Exception Cause);
