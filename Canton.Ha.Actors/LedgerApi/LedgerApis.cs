using System.Net.Security;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.LedgerApi.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Opens the Ledger API over the ledger of a term, each time with a server of its own.</summary>
internal sealed class LedgerApis : ILedgerApis
{
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(5);

    private readonly LedgerApiParts _parts;

    /// <summary>Read when the process starts: a bad file shall not be found by a promotion.</summary>
    private readonly ServerTls? _tls;

    /// <exception cref="ConfigurationRefusedException">A certificate or a key cannot be used.</exception>
    public LedgerApis(LedgerApiParts parts)
    {
        _parts = parts;
        _tls = ServerTls.For(parts.Participant.LedgerApi.Endpoint, KeyOf(parts.Participant), parts.Log);
    }

    public async Task<IServingLedgerApi> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // The stage hears of the end of its term meanwhile.
        return await OpenAsync(term, log, _tls is null ? null : _tls.Secure, cancellation);
    }

    private async Task<IServingLedgerApi> OpenAsync(
        LockTerm term, ILoggingAdapter log, Action<ListenOptions, SslApplicationProtocol>? secure, CancellationToken cancellation)
    {
        var api = _parts.Participant.LedgerApi;
        var ledger = _parts.Ledger.Current;
        var open = new ApiTerm(term, ledger.Head);
        var port = new GrpcPort(api.Endpoint, KeyOf(_parts.Participant), api.MessageBytesMax, limits => Limit(limits, api)) { Secure = secure };
        try
        {
            return new Serving(open, await GrpcServer.StartAsync(port, LedgerServices.All, Register, cancellation));
        }
        catch
        {
            open.Dispose();
            throw;
        }

        void Register(IServiceCollection services)
        {
            var users = new WatchedUsers(_parts.Management.Open(term));
            _parts.AddTo(services);
            services.AddSingleton(open).AddSingleton<ILedger>(new GatedLedger(ledger, open)).AddSingleton(log).AddSingleton(ApiName.Ledger)
                .AddSingleton<SubmissionReader>().AddSingleton<WaitingCommands>()
                .AddSingleton(users).AddSingleton<IManagementStore>(users).AddSingleton<Users>().AddSingleton<Parties>();
        }
    }

    public async Task RehearseAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // The stage hears of a promotion meanwhile.
        var participant = _parts.Participant;
        await using var ledger = await RehearsalLedger.OpenAsync(participant.Uid.ToString(), participant.Ledger, cancellation);
        await using var link = await ledger.ConnectAsync(cancellation);
        await ledger.AllocateAsync(cancellation);
        var nowhere = participant.LedgerApi with { Endpoint = new HttpEndpoint("127.0.0.1", 0) };
        var apis = new LedgerApis(_parts with { Participant = participant with { LedgerApi = nowhere }, Ledger = ledger.Access, Calls = CallMeter.Silent });
        await using var serving = await apis.OpenAsync(ledger.Term, NoLogger.Instance, _tls is null ? null : _tls.SecureRehearsal, cancellation);
        await RehearsalClient.CallAsync(serving.Port, _tls?.Certificate, _parts.Tokens.Own, ledger, cancellation);
        await serving.DrainAsync(TimeSpan.Zero);
    }

    private static string KeyOf(ParticipantSettings participant) => $"{participant.Path}.ledger-api";

    /// <summary>
    /// Clients make many calls at a time on one connection, and may read slowly: what the server keeps for a connection is bounded by the windows, and what
    /// a client sends by the largest message.
    /// </summary>
    private static void Limit(KestrelServerLimits limits, LedgerApiSettings settings)
    {
        limits.RequestHeadersTimeout = HandshakeMax;
        limits.MaxRequestHeadersTotalSize = settings.MetadataBytesMax;
        limits.MaxRequestBodySize = null;
        limits.Http2.MaxStreamsPerConnection = 100_000;
        limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        limits.Http2.KeepAlivePingDelay = settings.KeepAliveTime;
        limits.Http2.KeepAlivePingTimeout = settings.KeepAliveTimeout;
    }

    private sealed class Serving(ApiTerm open, GrpcServer server) : IServingLedgerApi
    {
        private readonly TaskCompletionSource _never = new();

        public int Port => server.Port;

        public Task Ended => _never.Task;

        public async Task DrainAsync(TimeSpan limit)
        {
            open.Close(limit);
            await server.StopAsync(limit);
        }

        public async ValueTask DisposeAsync()
        {
            open.Close(TimeSpan.Zero);
            await server.DisposeAsync();
            open.Dispose();
        }
    }
}
