using System.Diagnostics;

namespace Grpc.Core;

/// <summary>Result of a call: a code, and a detail in words. The <see cref="DebugException"/> never goes over the wire.</summary>
[DebuggerDisplay("StatusCode = {StatusCode}, Detail = {Detail}")]
public struct Status
{
    /// <summary>OK without a detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled without a detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    public Status(StatusCode statusCode, string detail) : this(statusCode, detail, null)
    {
    }

    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    public StatusCode StatusCode { get; }

    /// <summary>What happened, in words for people.</summary>
    public string Detail { get; }

    /// <summary>What caused this status on this side of the connection, if known.</summary>
    public Exception? DebugException { get; }

    public override string ToString()
    {
        var cause = DebugException is { } e ? $", DebugException=\"{e.GetType()}: {e.Message}\"" : "";
        return $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\"{cause})";
    }
}
