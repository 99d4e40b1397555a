using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>What the dashboard of a replica may use.</summary>
/// <param name="SubscribersMax">Most streams at a time, those to other replicas included.</param>
/// <param name="Buffer">Events that may wait for one page.</param>
/// <param name="NewsMax">How many of the newest news a page shows.</param>
/// <param name="TermsMax">How many of the newest terms it shows.</param>
/// <param name="SamplesMax">How many of the newest ends of the ledger it shows, one per beat.</param>
/// <param name="MembersMax">Most replicas, lost ones included.</param>
/// <param name="Beat">How often every page hears something, and sees ages and round trips anew.</param>
/// <param name="ReadAgain">How long to wait before the term table is read again after that has failed.</param>
/// <param name="AbsentFor">How long a replica is shown that has left the roster.</param>
internal sealed record DashboardLimits(
    int SubscribersMax, int Buffer, int NewsMax, int TermsMax, int SamplesMax, int MembersMax, TimeSpan Beat, TimeSpan ReadAgain, TimeSpan AbsentFor)
{
    /// <summary>Those of the product.</summary>
    public static readonly DashboardLimits Default = new(
        SubscribersMax: 64, Buffer: 256, NewsMax: 100, TermsMax: ITermHistory.Default, SamplesMax: 180, MembersMax: 32,
        Beat: TimeSpan.FromSeconds(1), ReadAgain: TimeSpan.FromSeconds(5), AbsentFor: TimeSpan.FromMinutes(15));
}
