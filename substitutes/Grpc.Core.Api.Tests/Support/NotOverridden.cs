namespace Grpc.Core.Api.Tests.Support;

/// <summary>What a member throws that a derived class has to override.</summary>
internal static class NotOverridden
{
    /// <summary>The code of this one exception, which is known as E_NOTIMPL elsewhere.</summary>
    public const int HResult = unchecked((int)0x80004001);
}
