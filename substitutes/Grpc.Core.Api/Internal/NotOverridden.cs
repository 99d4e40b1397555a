namespace Grpc.Core.Internal;

/// <summary>What a member of a base class throws that a derived class has to override if anybody is to call it.</summary>
internal static class NotOverridden
{
    /// <summary>The exception of the package, which callers may catch.</summary>
    public static Exception Member() => new NotImplementedException();
}
