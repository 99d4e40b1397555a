namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>How long tests wait for what must happen.</summary>
internal static class Patience
{
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
}
