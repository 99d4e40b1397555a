using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Those who watch one replica. Whoever does not keep up is dropped and delays nobody.</summary>
internal sealed class Audience(DashboardLimits limits)
{
    private readonly List<(PageBuffer Buffer, PageScope Scope)> _members = [];

    public bool IsFull => _members.Count >= limits.SubscribersMax;

    public bool IsEmpty => _members.Count == 0;

    /// <summary>Somebody wants to hear of all replicas.</summary>
    public bool WantsCluster => _members.Exists(member => member.Scope == PageScope.Cluster);

    public void Add(PageBuffer buffer, PageScope scope) => _members.Add((buffer, scope));

    public void Remove(PageBuffer buffer) => _members.RemoveAll(member => member.Buffer == buffer);

    /// <summary>Says something to everybody, or only to those who want to hear of all replicas.</summary>
    public void Tell(PageScope about, ReadOnlyMemory<byte> message)
    {
        foreach (var member in _members.Where(member => member.Scope >= about && !member.Buffer.TryPut(message)).ToList())
        {
            _members.Remove(member);
            member.Buffer.Drop(AdminErrors.TooSlow(limits.Buffer));
        }
    }

    public void End(CantonError why)
    {
        _members.ForEach(member => member.Buffer.End(why));
        _members.Clear();
    }
}
