using System.Collections.Immutable;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Everything a page shows; what follows in the stream replaces one part of it each.</summary>
/// <param name="Identity">The logical node.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Self">The replica that shows the page.</param>
/// <param name="Cluster">What the replicas share.</param>
/// <param name="Peers">The other replicas.</param>
/// <param name="Terms">Who led when.</param>
/// <param name="News">What has happened lately, oldest first.</param>
/// <param name="Trend">Where the ledger ended lately, oldest first.</param>
internal sealed record SnapshotView(
    string Identity, NodeKind Kind, ReplicaView Self, ClusterView Cluster, ImmutableArray<PeerView> Peers, TermsView Terms,
    ImmutableArray<NewsView> News, ImmutableArray<LedgerSample> Trend);

/// <summary>The replicas whose pages one server has.</summary>
/// <param name="Replicas">Their names.</param>
/// <param name="Shown">The one this stream is about.</param>
/// <param name="HasCommands">An operator can sign in and command it.</param>
internal sealed record SiteView(ImmutableArray<string> Replicas, string Shown, bool HasCommands);
