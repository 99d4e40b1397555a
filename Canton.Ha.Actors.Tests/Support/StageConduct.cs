namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a <see cref="FakeStage"/> does when it is asked to open or to close.</summary>
internal enum StageConduct
{
    Answers,
    Fails,
    Hangs,
    Crashes,
}
