using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Running;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Finds the replica of a synchronizer that serves: asks one after the other, first the one that has served last.</summary>
internal sealed class SequencerFinder(
    SynchronizerConnectionSettings connection, SynchronizerExpectation expected, SequencerClientSettings settings, TimeProvider time)
{
    private int _first;

    /// <exception cref="SequencerLinkException">None serves, or it is another synchronizer.</exception>
    public async Task<SequencerSession> FindAsync(CancellationToken cancellation)
    {
        List<string> failures = [];
        for (var i = 0; i < connection.Endpoints.Count; i++)
        {
            try
            {
                var session = await OpenAsync(connection.Endpoints[_first], cancellation);
                return session;
            }
            catch (SequencerLinkException e)
            {
                failures.Add(e.Message);
                Skip();
            }
        }

        throw new SequencerLinkException(string.Join(' ', failures));
    }

    /// <summary>The one that was found last serves no longer: others are asked first.</summary>
    public void Skip() => _first = (_first + 1) % connection.Endpoints.Count;

    private async Task<SequencerSession> OpenAsync(Uri endpoint, CancellationToken cancellation)
    {
        var session = await SequencerSession.OpenAsync(endpoint, settings, time, cancellation);
        try
        {
            expected.Check(session.Synchronizer, endpoint);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
