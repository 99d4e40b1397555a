using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>For whoever only finds out which synchronizers there are: there is no ledger that they could be connected with.</summary>
internal sealed class NoLines : ISynchronizerLines
{
    public static readonly NoLines Instance = new();

    public ISynchronizerLine Open(SynchronizerConnectionSettings settings, SynchronizerExpectation expected) => throw Unexpected();

    public Task<string> IdentifyAsync(SynchronizerConnectionSettings settings, SynchronizerExpectation expected, CancellationToken cancellation) => throw Unexpected();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException Unexpected() => new("Nothing is connected in a rehearsal.");
}
