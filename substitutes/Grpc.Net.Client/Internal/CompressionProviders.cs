using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.Net.Client.Internal;

/// <summary>The ways to compress, by name; of two with the same name the first one counts.</summary>
internal sealed class CompressionProviders
{
    public const string Identity = "identity";

    public static readonly CompressionProviders Default =
        new([new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)]);

    private readonly Dictionary<string, ICompressionProvider> _byName = new(StringComparer.Ordinal);

    public CompressionProviders(IEnumerable<ICompressionProvider> providers)
    {
        foreach (var provider in providers)
            _byName.TryAdd(provider.EncodingName, provider);
        Accepted = string.Join(',', _byName.Keys.Prepend(Identity));
        Supported = string.Join(", ", _byName.Keys.Prepend(Identity));
    }

    /// <summary>Value of <c>grpc-accept-encoding</c>.</summary>
    public string Accepted { get; }

    /// <summary>The same, for people.</summary>
    public string Supported { get; }

    public bool TryGet(string name, [NotNullWhen(true)] out ICompressionProvider? provider) => _byName.TryGetValue(name, out provider);
}
