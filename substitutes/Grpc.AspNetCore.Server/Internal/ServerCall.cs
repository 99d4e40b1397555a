using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>A call: what the service sees of it, and how it begins.</summary>
[DebuggerDisplay("Method = {Method}")]
internal sealed partial class ServerCall(HttpContext http, CallSettings settings, ILogger log) : ServerCallContext, IServerCallContextFeature
{
    private static readonly AuthContext Unauthenticated = new(null, []);

    private Metadata? _requestHeaders;
    private Metadata? _trailers;
    private AuthContext? _authContext;
    private CallDeadline? _deadline;
    private Status _status;

    public HttpContext Http => http;

    public CallSettings Settings => settings;

    public ILogger Log => log;

    /// <summary>Who touches the response holds it, because the deadline may pass at any moment and ends the response.</summary>
    public Lock Gate { get; } = new();

    public OutgoingMessage Outgoing => field ??= new OutgoingMessage(this);

    public IncomingMessage Incoming => field ??= new IncomingMessage();

    /// <summary>Compresses responses; null when they go out as they are.</summary>
    public ICompressionProvider? Compression { get; private set; }

    public string? ResponseEncoding { get; private set; }

    public ServerCallContext ServerCallContext => this;

    protected override string MethodCore => http.Request.Path.Value ?? "";

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => field ??= Address(http.Connection);

    protected override DateTime DeadlineCore => _deadline?.At ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= GrpcHeaders.MetadataOf(http.Request.Headers);

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? http.RequestAborted;

    protected override Metadata ResponseTrailersCore => _trailers ??= [];

    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore =>
        _authContext ??= http.Connection.ClientCertificate is { } certificate ? Authenticated(certificate) : Unauthenticated;

    protected override IDictionary<object, object> UserStateCore => http.Items!;

    public void Begin()
    {
        HostActivity()?.AddTag("grpc.method", MethodCore);
        if (ServerEvents.Log.IsEnabled())
            ServerEvents.Log.CallStart(MethodCore);

        StartDeadline();
        if (settings.ResponseCompressionAlgorithm is { } encoding && encoding != GrpcHeaders.Identity && Encodings.Accepts(http.Request, encoding))
            UseEncoding(encoding);
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("A call's deadline and cancellation are handed on by CallOptions, not by a propagation token.");

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        ValueTask<System.IO.Pipelines.FlushResult> flushed;
        lock (Gate)
        {
            if (http.Response.HasStarted)
                throw new InvalidOperationException("Response headers can only be sent once per call.");
            if (IsDeadlineExceeded)
                throw new InvalidOperationException("Can't write the headers because the request is complete.");

            foreach (var header in responseHeaders)
                AddResponseHeader(header);
            flushed = http.Response.BodyWriter.FlushAsync();
        }

        await flushed;
    }

    private void AddResponseHeader(Metadata.Entry header)
    {
        if (header.Key == GrpcHeaders.EncodingChoice)
        {
            UseEncoding(header.Value);
            return;
        }

        try
        {
            GrpcHeaders.Append(http.Response.Headers, header);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Error adding response header '{header.Key}'.", e);
        }
    }

    /// <summary>The header is sent even if the service then writes its messages uncompressed.</summary>
    private void UseEncoding(string encoding)
    {
        ResponseEncoding = encoding;
        Compression = settings.CompressionProviders.GetValueOrDefault(encoding);
        http.Response.Headers[HeaderNames.GrpcEncoding] = encoding;
    }

    private void StartDeadline()
    {
        if (!http.Request.Headers.TryGetValue(HeaderNames.GrpcTimeout, out var value))
            return;
        if (!GrpcTimeout.TryRead(value, out var timeout))
        {
            ServerLog.InvalidTimeoutIgnored(log, value.ToString());
            return;
        }

        if (timeout > GrpcTimeout.Max)
        {
            ServerLog.DeadlineTimeoutTooLong(log, timeout);
            timeout = GrpcTimeout.Max;
        }

        _deadline = new CallDeadline(this, timeout);
        ServerLog.DeadlineStarted(log, timeout);
    }

    /// <summary>The activity of the host, which may have others between itself and the call.</summary>
    private Activity? HostActivity()
    {
        if (http.Features.Get<IHttpActivityFeature>() is { } feature)
            return feature.Activity;

        var activity = Activity.Current;
        while (activity is not null && activity.OperationName != "Microsoft.AspNetCore.Hosting.HttpRequestIn")
            activity = activity.Parent;
        return activity;
    }

    private static string Address(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } v4 => $"ipv4:{v4}:{connection.RemotePort}",
        { AddressFamily: AddressFamily.InterNetworkV6 } v6 => $"ipv6:[{v6}]:{connection.RemotePort}",
        var other => $"unknown:{other}:{connection.RemotePort}",
    };

    /// <summary>Names under which gRPC knows the fields of a certificate; the alternative names identify a peer before its common name does.</summary>
    private static AuthContext Authenticated(X509Certificate2 certificate)
    {
        const string AlternativeName = "x509_subject_alternative_name";
        const string CommonName = "x509_common_name";
        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        if (names.Count > 0)
            properties[AlternativeName] = names.ConvertAll(name => AuthProperty.Create(AlternativeName, Encoding.UTF8.GetBytes(name)));
        if (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { } common)
            properties[CommonName] = [AuthProperty.Create(CommonName, Encoding.UTF8.GetBytes(common))];

        return new AuthContext(properties.ContainsKey(AlternativeName) ? AlternativeName : properties.ContainsKey(CommonName) ? CommonName : null, properties);
    }
}
