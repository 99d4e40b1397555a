using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Storage;

/// <summary>
/// Changes what replicas keep to when they take over. Not fenced by a term: an operator's wish is no write of the ledger, and a pause must be
/// endable when nobody is active. Each answer is the policy after the change, which is then on the disk; every replica is woken.
/// </summary>
public interface IFailoverPolicies
{
    /// <summary>Reads the policy.</summary>
    Task<FailoverPolicy> ReadAsync(CancellationToken cancellation);

    /// <summary>Turns automatic failover off. A pause that runs already gets the new words and keeps its beginning.</summary>
    Task<FailoverPolicy> PauseAsync(string by, string why, CancellationToken cancellation);

    /// <summary>Turns automatic failover on again; without effect if it is on.</summary>
    Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation);

    /// <summary>Gives a replica, which need not be present, a priority; 0 is what everybody has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from <see cref="FailoverPolicy.PriorityMin"/> to <see cref="FailoverPolicy.PriorityMax"/>.</exception>
    Task<FailoverPolicy> PreferAsync(string replica, int priority, CancellationToken cancellation);
}
