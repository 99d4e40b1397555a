using System.Text.RegularExpressions;

namespace Akka.Util;

/// <summary>Questions about types.</summary>
public static partial class TypeExtensions
{
    /// <summary>True when <paramref name="type"/> is or derives from <typeparamref name="T"/>.</summary>
    public static bool Implements<T>(this Type type) => Implements(type, typeof(T));

    /// <summary>True when <paramref name="type"/> is or derives from <paramref name="moreGeneralType"/>.</summary>
    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>Name and assembly, without version and key, also of type arguments.</summary>
    public static string TypeQualifiedName(this Type type) => VersionAndKey().Replace(type.AssemblyQualifiedName, "");

    [GeneratedRegex(", Version=[^,\\]]*, Culture=[^,\\]]*, PublicKeyToken=[^,\\]]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionAndKey();
}
