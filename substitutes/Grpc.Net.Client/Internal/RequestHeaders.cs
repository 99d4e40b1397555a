using System.Net.Http.Headers;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Grpc.Core;
using Grpc.Net.Internal;

namespace Grpc.Net.Client.Internal;

/// <summary>Makes the request of a call.</summary>
internal static class RequestHeaders
{
    public const string EncodingName = "grpc-encoding";
    public const string AcceptEncodingName = "grpc-accept-encoding";
    private const string TimeoutName = "grpc-timeout";

    /// <summary>By this header of a call its caller chooses how the requests are compressed; it is not sent.</summary>
    private const string EncodingRequestName = "grpc-internal-encoding-request";

    private static readonly string UserAgent = MadeUserAgent();

    /// <summary>The content type of all requests.</summary>
    public static readonly MediaTypeHeaderValue ContentType = new(GrpcProtocol.ContentType);

    public static HttpRequestMessage Create(ClientCall call, HttpContent content, TimeSpan? timeout)
    {
        var settings = call.Channel.Settings;
        var request = new HttpRequestMessage(HttpMethod.Post, call.Target.Uri)
        {
            Version = settings.HttpVersion,
            VersionPolicy = settings.HttpVersionPolicy,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation(AcceptEncodingName, settings.Compression.Accepted);
        if (call.Options.Headers is { Count: > 0 } headers)
            AddAll(request.Headers, headers);
        if (timeout is { } left)
            request.Headers.TryAddWithoutValidation(TimeoutName, TimeoutText.Of(left));
        return request;
    }

    public static void Add(HttpRequestHeaders headers, Metadata.Entry entry) =>
        headers.TryAddWithoutValidation(entry.Key, entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value);

    private static void AddAll(HttpRequestHeaders headers, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (entry.Key == EncodingRequestName)
                headers.TryAddWithoutValidation(EncodingName, entry.Value);
            else if (entry.Key != TimeoutName)
                Add(headers, entry);
        }
    }

    /// <summary>Product, runtime and system, such as <c>grpc-dotnet/2.71.0 (.NET 10.0.0; CLR 10.0.0; net10.0; linux; x64)</c>.</summary>
    private static string MadeUserAgent()
    {
        var assembly = typeof(RequestHeaders).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        var runtime = string.Join(' ', RuntimeInformation.FrameworkDescription.Split(' ').Take(2));
        var target = assembly.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName.Split("Version=v")[^1];
        var system = OperatingSystem.IsWindows() ? "windows; " : OperatingSystem.IsMacOS() ? "osx; " : OperatingSystem.IsLinux() ? "linux; " : "";
        var processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return $"grpc-dotnet/{version} ({runtime}; CLR {Environment.Version}; net{target}; {system}{processor})";
    }
}
