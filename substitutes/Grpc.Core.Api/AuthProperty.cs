using System.Text;
using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>One property of a peer. Immutable.</summary>
public class AuthProperty
{
    private readonly byte[] _bytes;

    private AuthProperty(string name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes;
    }

    public string Name { get; }

    /// <summary>The bytes as UTF-8.</summary>
    public string Value => field ??= Encoding.UTF8.GetString(_bytes);

    /// <summary>A copy of the bytes.</summary>
    public byte[] ValueBytes => (byte[])_bytes.Clone();

    /// <summary>A property with a copy of these bytes.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes));
        return new AuthProperty(GrpcPreconditions.CheckNotNull(name, nameof(name)), (byte[])valueBytes.Clone());
    }
}
