using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Failover;

/// <summary>One kind of fault.</summary>
/// <param name="name">As the table names it.</param>
/// <param name="median">Half of the gaps should be no longer.</param>
/// <param name="limit">Ninety-nine of a hundred gaps should be no longer.</param>
internal abstract class Fault(string name, TimeSpan median, TimeSpan limit)
{
    public string Name => name;

    /// <summary>Median and limit in the table's words.</summary>
    /// <param name="more">How much longer a gap may be for the one who measures it.</param>
    public string Goal(TimeSpan more) => $"{(median + more).TotalMilliseconds:0} / {(limit + more).TotalMilliseconds:0}";

    /// <summary>Starts three replicas on a storage that nobody else uses.</summary>
    public abstract Task<Site> BuildAsync();

    /// <summary>Lets the fault befall the active replica and returns the moment from which the gap counts.</summary>
    public abstract Task<long> InjectAsync(Site site, NodeProcess active);

    /// <summary>Undoes what is not undone by starting dead processes and letting frozen ones continue, once another replica is active.</summary>
    public virtual Task UndoAsync(Site site, NodeProcess victim) => Task.CompletedTask;

    /// <summary>The replicas of which one must become active to end the gap.</summary>
    public virtual IEnumerable<NodeProcess> Candidates(Site site, NodeProcess active) => site.Replicas.Nodes.Where(node => node != active);
}
