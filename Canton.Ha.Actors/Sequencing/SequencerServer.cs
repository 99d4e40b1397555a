using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Sequencer.V1;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Listens for the members of a synchronizer, on a port that is only open while this replica is active.</summary>
internal static class SequencerServer
{
    private static readonly ServiceSet Served = new ServiceSet.Builder()
        .Behind<MeasuredCalls>()
        .Behind<SequencerCallErrors>()
        .With<SequencerApi>(SequencerServiceReflection.Descriptor)
        .Build();

    /// <summary>Begins to listen.</summary>
    /// <exception cref="ConfigurationRefusedException">It cannot listen there.</exception>
    public static Task<GrpcServer> StartAsync(SequencerServices services, PublicApiSettings api, ServerTls? tls, CancellationToken cancellation)
    {
        var port = new GrpcPort(api.Endpoint, KeyOf(services.Name), api.MessageBytesMax, Limit) { Secure = tls is null ? null : tls.Secure };
        return GrpcServer.StartAsync(port, Served, services.AddTo, cancellation);
    }

    /// <summary>The configuration key of its port.</summary>
    public static string KeyOf(SequencerName name) => $"canton.synchronizers.{name.Replica}.public-api";

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = null;
        limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 1024 * 1024;
    }
}
