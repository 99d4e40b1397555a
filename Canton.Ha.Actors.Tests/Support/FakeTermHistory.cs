using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A term table that has what a test puts into it, or cannot be read.</summary>
internal sealed class FakeTermHistory : ITermHistory
{
    public IReadOnlyList<TermRecord> Terms { get; set; } = [];

    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<TermRecord>> ReadAsync(int limit, CancellationToken cancellation) =>
        Failure is { } failure ? Task.FromException<IReadOnlyList<TermRecord>>(failure) : Task.FromResult<IReadOnlyList<TermRecord>>([.. Terms.Take(limit)]);
}
