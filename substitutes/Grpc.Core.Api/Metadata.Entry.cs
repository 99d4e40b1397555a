using System.Buffers;
using System.Text;
using Grpc.Core.Utils;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One header: a key, and a text or bytes. Immutable.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

        private readonly string? _value;
        private readonly byte[]? _bytes;

        /// <summary>A binary entry; the bytes are copied.</summary>
        /// <exception cref="ArgumentException">The key has characters that are not allowed, or lacks the suffix of binary ones.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(IsOfBinary(Key), $"Key for binary valued metadata entry needs to have '{BinaryHeaderSuffix}' suffix indicating binary value.");
            _bytes = (byte[])GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes)).Clone();
        }

        /// <summary>A text entry.</summary>
        /// <exception cref="ArgumentException">The key has characters that are not allowed, or the suffix of binary ones.</exception>
        public Entry(string key, string value)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(!IsOfBinary(Key), "Key for ASCII valued metadata entry cannot have suffix indicating binary value.");
            _value = GrpcPreconditions.CheckNotNull(value, nameof(value));
        }

        /// <summary>In lower case.</summary>
        public string Key { get; }

        /// <summary>A copy of the bytes; those of the ASCII text if the entry is not binary.</summary>
        public byte[] ValueBytes => _value is { } text ? Encoding.ASCII.GetBytes(text) : (byte[])_bytes!.Clone();

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _value ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");

        public bool IsBinary => _value is null;

        public override string ToString() => IsBinary ? $"[Entry: key={Key}, valueBytes={_bytes}]" : $"[Entry: key={Key}, value={_value}]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static bool IsOfBinary(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        private static string Normalized(string key)
        {
            GrpcPreconditions.CheckNotNull(key, nameof(key));
            GrpcPreconditions.CheckArgument(
                !key.AsSpan().ContainsAnyExcept(KeyCharacters),
                "Metadata entry key not valid. Keys can only contain lowercase alphanumeric characters, underscores, hyphens and dots.");
            return key.ToLowerInvariant();
        }
    }
}
