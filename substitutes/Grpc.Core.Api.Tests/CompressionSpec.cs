using System.IO.Compression;
using FluentAssertions;
using Grpc.Net.Compression;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class CompressionSpec
{
    public static TheoryData<ICompressionProvider, string> Providers => new()
    {
        { new GzipCompressionProvider(CompressionLevel.Fastest), "gzip" },
        { new DeflateCompressionProvider(CompressionLevel.Optimal), "deflate" },
    };

    [Theory]
    [MemberData(nameof(Providers))]
    public void What_is_packed_can_be_unpacked(ICompressionProvider provider, string name)
    {
        var packed = new MemoryStream();
        using (var packing = provider.CreateCompressionStream(packed, null))
            packing.Write(new byte[1000]);
        var plain = new MemoryStream();
        using (var unpacking = provider.CreateDecompressionStream(new MemoryStream(packed.ToArray())))
            unpacking.CopyTo(plain);

        packed.ToArray().Length.Should().BeLessThan(100);
        plain.ToArray().Should().Equal(new byte[1000]);
        provider.EncodingName.Should().Be(name);
    }
}
