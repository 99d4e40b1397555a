using System.Collections.Immutable;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Topology;

/// <summary>Which participant hosts which party on one synchronizer, at one moment.</summary>
internal sealed class Hosting
{
    /// <summary>Nobody is hosted anywhere.</summary>
    public static readonly Hosting Empty = new(ImmutableDictionary.Create<string, ImmutableArray<Host>>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, ImmutableArray<Host>> _hosts;

    private Hosting(ImmutableDictionary<string, ImmutableArray<Host>> hosts) => _hosts = hosts;

    /// <summary>As stored.</summary>
    public static Hosting Of(IEnumerable<HostedParty> parties)
    {
        var byParty = parties.GroupBy(hosted => hosted.Party, StringComparer.Ordinal);
        return new Hosting(byParty.ToImmutableDictionary(
            same => same.Key, same => same.Select(hosted => new Host(hosted.Participant, hosted.Permission)).ToImmutableArray(), StringComparer.Ordinal));
    }

    /// <summary>Every party with everybody who hosts it.</summary>
    public IEnumerable<HostedParty> All =>
        from hosts in _hosts
        from host in hosts.Value
        select new HostedParty(hosts.Key, host.Participant, host.Permission);

    public ImmutableArray<Host> HostsOf(string party) => _hosts.TryGetValue(party, out var hosts) ? hosts : [];

    public bool IsHosted(string party) => _hosts.ContainsKey(party);

    public bool IsHostedBy(string participant, string party) => HostsOf(party).Any(host => host.Participant == participant);

    /// <summary>Whether <paramref name="participant"/> may submit for <paramref name="party"/>.</summary>
    public bool MaySubmit(string participant, string party) =>
        HostsOf(party).Any(host => host.Participant == participant && host.Permission == ParticipantPermission.Submission);

    /// <summary>What <paramref name="participant"/> may do for <paramref name="party"/>; unspecified if it does not host it.</summary>
    public ParticipantPermission PermissionOf(string participant, string party) =>
        HostsOf(party).FirstOrDefault(host => host.Participant == participant).Permission;

    /// <summary>Parties that <paramref name="participant"/> hosts.</summary>
    public IEnumerable<HostedParty> HostedBy(string participant) => All.Where(hosted => hosted.Participant == participant);

    /// <summary>The same with one party hosted otherwise; <see cref="ParticipantPermission.Unspecified"/> means no longer.</summary>
    public Hosting With(HostedParty change)
    {
        var others = HostsOf(change.Party).RemoveAll(host => host.Participant == change.Participant);
        var hosts = change.Permission == ParticipantPermission.Unspecified ? others : others.Add(new Host(change.Participant, change.Permission));
        return new Hosting(hosts.IsEmpty ? _hosts.Remove(change.Party) : _hosts.SetItem(change.Party, hosts));
    }
}

/// <summary>A participant that hosts a party.</summary>
internal readonly record struct Host(string Participant, ParticipantPermission Permission);

/// <summary>A party and a participant that hosts it.</summary>
internal sealed record HostedParty(string Party, string Participant, ParticipantPermission Permission);
