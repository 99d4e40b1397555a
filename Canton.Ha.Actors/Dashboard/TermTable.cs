using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>The newest terms as they were read last, and when to read them again: when there is a newer one, or some time after a failure.</summary>
internal sealed class TermTable(AdminNode node, DashboardLimits limits, TimeProvider time)
{
    private TermRecord? _readFor;
    private bool _isReading;
    private long? _failedAt;

    public TermsView View { get; private set; } = new([], Problem: null);

    /// <summary>There is something new to read. True at most once until the answer is noted.</summary>
    /// <param name="newest">The newest term known.</param>
    public bool TryBegin(TermRecord? newest)
    {
        var isDue = _failedAt is { } failedAt ? time.GetElapsedTime(failedAt) >= limits.ReadAgain : newest is not null && newest != _readFor;
        if (_isReading || !isDue)
            return false;

        _isReading = true;
        _readFor = newest;
        return true;
    }

    /// <summary>Reads; a storage that cannot answer is an answer, too.</summary>
    public async Task<TermsView> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return new TermsView([.. await node.ReadHistoryAsync(limits.TermsMax, cancellation)], Problem: null);
        }
        catch (Exception e) when (StorageTrouble.IsCauseOf(e))
        {
            return new TermsView([], e.Message);
        }
    }

    /// <summary>What was read; what was read before stands while nothing can be.</summary>
    public void Note(TermsView read)
    {
        _isReading = false;
        _failedAt = read.Problem is null ? null : time.GetTimestamp();
        View = read.Problem is null ? read : View with { Problem = read.Problem };
    }
}
