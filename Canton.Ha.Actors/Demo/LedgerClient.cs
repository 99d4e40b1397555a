using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Demo;

/// <summary>
/// A client of one logical participant: it knows the addresses of all replicas, turns to whichever answers, and makes a call again when it cannot
/// know what came of it. A replica that is silent for two seconds is given up.
/// </summary>
internal sealed class LedgerClient : IDisposable
{
    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RestMax = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(1);

    /// <summary>What a new active replica says for as long as it has not found its synchronizers.</summary>
    private static readonly string[] s_notYet = ["NOT_CONNECTED_TO_ANY_SYNCHRONIZER", "PARTY_ALLOCATION_WITHOUT_CONNECTED_SYNCHRONIZER"];

    private readonly GrpcChannel[] _replicas;
    private int _current;
    private int _retries;

    public LedgerClient(IEnumerable<Uri> replicas) => _replicas = [.. replicas.Select(Open)];

    /// <summary>When a call that begins now must have been answered.</summary>
    public static DateTime Deadline => TimeProvider.System.GetUtcNow().UtcDateTime + CallMax;

    /// <summary>How often a call was made again.</summary>
    public int Retries => _retries;

    /// <summary>Makes a call until it has a result.</summary>
    /// <exception cref="RpcException">It has failed in a way that no other attempt would change.</exception>
    public async Task<T> CallAsync<T>(Func<ChannelBase, Task<T>> call, CancellationToken stop)
    {
        for (var failures = 0; ; failures++)
        {
            var current = _current;
            try
            {
                return await call(_replicas[current]);
            }
            catch (RpcException e) when (!stop.IsCancellationRequested && MayHelpToRetry(e))
            {
                Interlocked.Increment(ref _retries);
                Interlocked.CompareExchange(ref _current, (current + 1) % _replicas.Length, current);
                await Waits.PassAsync(Backoff.Doubling(RestMin, RestMax, failures), TimeProvider.System, stop);
            }
        }
    }

    public void Dispose()
    {
        foreach (var replica in _replicas)
            replica.Dispose();
    }

    /// <summary>
    /// As the reference tells clients; and whenever the connection was lost, for which the client may have another name: a stream that a proxy ends without
    /// a status is a cancelled one.
    /// </summary>
    private static bool MayHelpToRetry(RpcException e) =>
        e.StatusCode is StatusCode.Unavailable or StatusCode.Aborted or StatusCode.DeadlineExceeded or StatusCode.Cancelled
        || e.Status.DebugException is HttpRequestException or IOException
        || s_notYet.Contains(ErrorTrailers.InfoOf(e)?.Reason);

    private static GrpcChannel Open(Uri address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = SilenceMax,
            KeepAlivePingDelay = SilenceMax,
            KeepAlivePingTimeout = SilenceMax,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        },
        DisposeHttpClient = true,
    });
}
