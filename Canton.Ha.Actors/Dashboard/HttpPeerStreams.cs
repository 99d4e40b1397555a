using System.Net.Http.Headers;
using System.Text.Json;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>
/// Hears other replicas through their health servers. It turns to no other place than the roster names, and follows nobody elsewhere. Certificates are read
/// anew for each stream, so that one that was renewed is used.
/// </summary>
/// <param name="tls">How the health server of this replica speaks TLS, from which follows whom to believe; null in plain text.</param>
internal sealed class HttpPeerStreams(TlsServerSettings? tls) : IPeerStreams
{
    private const int EventBytesMax = 64 * 1024;

    private static readonly TimeSpan s_silenceMax = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public async Task ReadAsync(RosterEntry peer, Action<object> heard, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(s_silenceMax);
        try
        {
            await HearAsync(peer, heard, silence);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new PeerStreamException($"nothing was heard for {s_silenceMax.TotalSeconds:0.#} s", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or JsonException or UriFormatException or ConfigurationRefusedException)
        {
            throw new PeerStreamException(e.Message, e);
        }
    }

    private async Task HearAsync(RosterEntry peer, Action<object> heard, CancellationTokenSource silence)
    {
        using var client = NewClient();
        using var response = await OpenAsync(client, peer, silence.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(silence.Token);
        await foreach (var (kind, data) in ServerSentEvents.ReadAsync(stream, EventBytesMax, silence.Token))
        {
            silence.CancelAfter(s_silenceMax);
            if (Word(kind, data) is { } word)
                heard(word);
        }
    }

    private HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1), AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        if (tls is not null)
            handler.SslOptions = ClientTls.Options(new TlsClientSettings(tls.Trust, tls.AdminClient), "monitoring.http-health-server.tls");
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpClient client, RosterEntry peer, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"{(tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://{peer.Addresses.Health}{DashboardSite.Events}?replica={Uri.EscapeDataString(peer.Replica)}&scope=self"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(ServerSentEvent.MediaType));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode)
            return response;

        response.Dispose();
        throw new InvalidDataException($"its health server answers {(int)response.StatusCode} and has no such page");
    }

    private static object? Word(string kind, byte[] data) => kind switch
    {
        ServerSentEvent.Self => ServerSentEvent.Read<ReplicaView>(data),
        ServerSentEvent.News => ServerSentEvent.Read<NewsView>(data),
        _ => null,
    };
}
