using System.Reflection;

namespace Canton.Ha.Actors.Contracts;

/// <summary>The version of this node.</summary>
internal static class NodeVersion
{
    /// <summary>Without the commit it was built from.</summary>
    public static readonly string Current =
        typeof(NodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
