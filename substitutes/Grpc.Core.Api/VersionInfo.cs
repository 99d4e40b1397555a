namespace Grpc.Core;

/// <summary>Versions of the library, as constants.</summary>
public static class VersionInfo
{
    /// <summary>Version of the assembly; the same for all 2.x.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>Version of the assembly's file.</summary>
    public const string CurrentAssemblyFileVersion = "2.71.0.0";

    /// <summary>Version of the package.</summary>
    public const string CurrentVersion = "2.71.0";
}
