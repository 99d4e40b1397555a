using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>
/// What a server shows to its clients, and asks of them. The files are read when the process starts, and looked at again when a client comes: what has
/// changed holds for new connections, and what cannot be used leaves everything as it was. Nothing is watched, because a file that is mounted into a
/// container changes in ways that nobody hears of.
/// </summary>
internal sealed class ServerTls
{
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly TlsServerSettings _settings;
    private readonly string _key;
    private readonly Func<ILoggingAdapter> _log;
    private readonly TimeProvider _time;
    private readonly Lock _looking = new();
    private volatile Material _current;
    private string _judged;
    private long _lookedAt;

    private ServerTls(TlsServerSettings settings, string key, Func<ILoggingAdapter> log, TimeProvider time)
    {
        (_settings, _key, _log, _time) = (settings, key, log, time);
        var files = Read();
        (_current, _judged, _lookedAt) = (Load(files), files.Digest, time.GetTimestamp());
    }

    /// <summary>Who the server is at this moment.</summary>
    public X509Certificate2 Certificate => _current.Identity.TargetCertificate;

    /// <summary>That of a server that listens; null if it does so in plain text.</summary>
    /// <param name="endpoint">Where it listens.</param>
    /// <param name="key">The configuration key of that.</param>
    /// <param name="log">Where to tell the operator that a file has changed.</param>
    /// <exception cref="ConfigurationRefusedException">A file cannot be used.</exception>
    public static ServerTls? For(HttpEndpoint endpoint, string key, Func<ILoggingAdapter> log) => For(endpoint, key, log, TimeProvider.System);

    /// <param name="endpoint">Where it listens.</param>
    /// <param name="key">The configuration key of that.</param>
    /// <param name="log">Where to tell the operator that a file has changed.</param>
    /// <param name="time">The clock that says when to look again.</param>
    public static ServerTls? For(HttpEndpoint endpoint, string key, Func<ILoggingAdapter> log, TimeProvider time) =>
        endpoint.Tls is { } settings ? new ServerTls(settings, $"{key}.tls", log, time) : null;

    /// <summary>Lets a server speak nothing but TLS, with one protocol inside.</summary>
    public void Secure(ListenOptions listen, SslApplicationProtocol inside) => Secure(listen, inside, _settings.ClientAuth);

    /// <summary>The same for clients of this process alone, which show nothing.</summary>
    public void SecureRehearsal(ListenOptions listen, SslApplicationProtocol inside) => Secure(listen, inside, ClientAuthentication.None);

    private void Secure(ListenOptions listen, SslApplicationProtocol inside, ClientAuthentication clients) => listen.UseHttps(new TlsHandshakeCallbackOptions
    {
        HandshakeTimeout = HandshakeMax,
        OnConnection = _ => ValueTask.FromResult(Options(inside, clients)),
    });

    private SslServerAuthenticationOptions Options(SslApplicationProtocol inside, ClientAuthentication clients)
    {
        LookAgain();
        var current = _current;
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = current.Identity,
            EnabledSslProtocols = _settings.Protocols,
            ApplicationProtocols = [inside],
            ClientCertificateRequired = clients != ClientAuthentication.None,
            CertificateChainPolicy = PemFiles.Policy(current.Trusted),
            RemoteCertificateValidationCallback = (_, _, _, errors) => Accepts(errors, clients),
        };
    }

    private static bool Accepts(SslPolicyErrors errors, ClientAuthentication clients) =>
        errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateNotAvailable && clients != ClientAuthentication.Require);

    private void LookAgain()
    {
        lock (_looking)
        {
            if (_time.GetElapsedTime(_lookedAt) < LookEvery)
                return;

            _lookedAt = _time.GetTimestamp();
            try
            {
                Judge(Read());
            }
            catch (ConfigurationRefusedException e)
            {
                Warn(e.Message, e.Message);
            }
        }
    }

    private void Judge(Files files)
    {
        if (files.Digest == _judged)
            return;

        try
        {
            _current = Load(files);
            _judged = files.Digest;
            _log().Info("{0}: new connections get the certificate {1}, valid until {2}.", _key, Certificate.Subject, UtcTime.Text(new DateTimeOffset(Certificate.NotAfter)));
        }
        catch (ConfigurationRefusedException e)
        {
            Warn(e.Message, files.Digest);
        }
    }

    /// <summary>Says it once, however many clients come before it is mended.</summary>
    private void Warn(string sentence, string judged)
    {
        if (_judged != judged)
            _log().Warning("{0} The certificate of before is used on.", sentence);
        _judged = judged;
    }

    private Files Read()
    {
        var certificate = _settings.Certificate;
        return new Files(
            PemFiles.Read(certificate.Chain, $"{_key}.cert-chain-file"),
            PemFiles.Read(certificate.PrivateKey, $"{_key}.private-key-file"),
            _settings.Trust is { } trust ? PemFiles.Read(trust, $"{_key}.trust-collection-file") : null);
    }

    /// <summary>Also what is for clients of this process is read, so that nobody finds later that it cannot be.</summary>
    private Material Load(Files files)
    {
        if (_settings.AdminClient is { } admin)
            _ = PemFiles.Identity(admin, $"{_key}.client-auth.admin-client");
        return new Material(
            PemFiles.Identity(_settings.Certificate, files.Chain, files.PrivateKey, _key),
            files.Trust is { } text ? PemFiles.Certificates(text, _settings.Trust ?? "", $"{_key}.trust-collection-file") : null);
    }

    private sealed record Material(SslStreamCertificateContext Identity, X509Certificate2Collection? Trusted);

    private sealed record Files(string Chain, string PrivateKey, string? Trust)
    {
        public string Digest { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Chain}\n{PrivateKey}\n{Trust}")));
    }
}
