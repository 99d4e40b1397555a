using System.Security.Cryptography;
using System.Text;

namespace Canton.Ha.Actors.Configuration;

/// <summary>
/// The globally unique id of a logical node: <c>name::namespace</c>, the same on all of its replicas. As long as a node has no keys, its namespace is the
/// hash of its name.
/// </summary>
/// <param name="Identity">Its name.</param>
public sealed record NodeUid(string Identity)
{
    private const string Sha256Multihash = "1220";

    /// <summary>The fingerprint in which the node names what belongs to it, such as its parties.</summary>
    public string Namespace { get; } = Sha256Multihash + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Identity)));

    /// <summary>A name of this node's namespace: of the node itself, or of a party of it.</summary>
    public string Qualify(string name) => $"{name}::{Namespace}";

    /// <inheritdoc/>
    public override string ToString() => Qualify(Identity);
}
