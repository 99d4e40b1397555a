using System.Collections.Frozen;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>
/// Keys that a signer publishes (RFC 7517). They are kept for a while; an unknown one is asked for at once, but not more often than every few seconds,
/// whoever makes up ids. If the signer cannot be asked, what it last said holds on for an hour, and nobody waits for it, so that its failure is not that of this node.
/// </summary>
internal sealed class PublishedKeys : ITokenKeys, IDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeptAtMost = TimeSpan.FromHours(1);
    private const int BytesMax = 1024 * 1024;

    private readonly Uri _url;
    private readonly JwksSettings _settings;
    private readonly Func<ILoggingAdapter> _log;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Lock _gate = new();
    private Task _asking = Task.CompletedTask;
    private volatile Known _known;
    private volatile bool _hasFailed;
    private long? _askedAt;

    /// <param name="url">Where they are published.</param>
    /// <param name="settings">How they are fetched.</param>
    /// <param name="handler">With what.</param>
    /// <param name="log">Where to tell the operator that they cannot be fetched.</param>
    /// <param name="time">The clock.</param>
    public PublishedKeys(Uri url, JwksSettings settings, HttpMessageHandler handler, Func<ILoggingAdapter> log, TimeProvider time)
    {
        (_url, _settings, _log, _time) = (url, settings, log, time);
        _http = new HttpClient(handler) { Timeout = settings.ConnectTimeout + settings.ReadTimeout, MaxResponseContentBufferSize = BytesMax };
        _known = new Known(FrozenDictionary<string, SecurityKey>.Empty, ReadAt: null);
    }

    public IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public async ValueTask<SecurityKey> FindAsync(string? id, CancellationToken cancellation)
    {
        if (id is null)
            throw new TokenRefusedException("the token does not say with which key it is signed (kid)");

        if (Find(id, _settings.Expiration) is { } key)
            return key;

        var asking = Asking();
        if (_hasFailed && Find(id, KeptAtMost) is { } kept)
            return kept;

        await asking.WaitAsync(cancellation);
        return Find(id, KeptAtMost) ?? throw new TokenRefusedException($"{_url} has no key {id}");
    }

    public void Dispose() => _http.Dispose();

    private SecurityKey? Find(string id, TimeSpan notOlderThan) =>
        _known is { ReadAt: { } readAt } known && _time.GetElapsedTime(readAt) < notOlderThan ? known.Keys.GetValueOrDefault(id) : null;

    /// <summary>One question for all who wait, which goes on whoever of them gives up.</summary>
    private Task Asking()
    {
        lock (_gate)
        {
            if (_asking.IsCompleted && !(_askedAt is { } before && _time.GetElapsedTime(before) < AskEvery))
                _asking = AskAsync();
            return _asking.IsCompleted ? Task.CompletedTask : _asking;
        }
    }

    /// <summary>The pause begins when it ends, however long it took; its time is limited by that of the client.</summary>
    private async Task AskAsync()
    {
        try
        {
            var keys = new JsonWebKeySet(await _http.GetStringAsync(_url)).GetSigningKeys();
            _known = new Known(
                keys.Where(key => key.KeyId is { Length: > 0 }).DistinctBy(key => key.KeyId).Take(_settings.KeysMax).ToFrozenDictionary(key => key.KeyId), _time.GetTimestamp());
            _hasFailed = false;
        }
        catch (Exception e) when (e is HttpRequestException or ArgumentException or IOException or OperationCanceledException)
        {
            _hasFailed = true;
            _log().Warning("The keys of those who sign tokens cannot be fetched from {0}: {1} Those that are known are used for at most an hour after they were fetched.", _url, e.Message);
        }
        finally
        {
            lock (_gate)
                _askedAt = _time.GetTimestamp();
        }
    }

    private sealed record Known(FrozenDictionary<string, SecurityKey> Keys, long? ReadAt);
}
