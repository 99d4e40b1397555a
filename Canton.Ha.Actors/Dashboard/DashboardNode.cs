using Akka.Actor;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>The dashboard of one replica. Its server listens before its actors are started.</summary>
/// <param name="node">The replica.</param>
/// <param name="ledger">Its ledger at this moment, or null while none is open; asked often and from any thread, so that it must not wait.</param>
internal sealed class DashboardNode(AdminNode node, Func<LedgerView?> ledger)
{
    private volatile IActorRef? _hub;

    /// <summary>Name of the replica.</summary>
    public string Name => node.Name;

    /// <summary>The replica as its Admin API sees it.</summary>
    public AdminNode Admin => node;

    /// <summary>How long a stream waits for its beginning.</summary>
    public TimeSpan AskTimeout => node.Settings.Admin.RequestTimeout;

    /// <summary>Who understands <see cref="DashboardProtocol"/>; null until the actors have started.</summary>
    public IActorRef? Hub => _hub;

    /// <summary>Starts its actor, which hears everything that happens to the replica from then on.</summary>
    /// <param name="system">Where.</param>
    /// <param name="tls">How health servers of the replicas speak TLS; null in plain text.</param>
    public void Start(ActorSystem system, TlsServerSettings? tls) => Start(system, new HttpPeerStreams(tls), DashboardLimits.Default);

    /// <summary>The same with other ears and limits.</summary>
    public void Start(ActorSystem system, IPeerStreams peers, DashboardLimits limits) =>
        _hub = DashboardHub.Start(system, new DashboardSources(node, ledger, peers, TimeProvider.System), limits);
}
