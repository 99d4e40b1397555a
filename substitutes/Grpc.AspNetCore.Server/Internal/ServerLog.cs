using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>What is logged about calls. Names, numbers, levels and texts are the package's, because people filter by them.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Debug, "Unable to disable the max request body size limit.", EventName = "UnableToDisableMaxRequestBodySizeLimit")]
    public static partial void UnableToDisableMaxRequestBodySize(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Request content-type of '{ContentType}' is not supported.", EventName = "UnsupportedRequestContentType")]
    public static partial void UnsupportedRequestContentType(ILogger logger, string? contentType);

    [LoggerMessage(3, LogLevel.Information, "Request protocol of '{Protocol}' is not supported.", EventName = "UnsupportedRequestProtocol")]
    public static partial void UnsupportedRequestProtocol(ILogger logger, string? protocol);

    [LoggerMessage(4, LogLevel.Debug, "Request with timeout of {Timeout} has exceeded its deadline.", EventName = "DeadlineExceeded")]
    public static partial void DeadlineExceeded(ILogger logger, TimeSpan timeout);

    [LoggerMessage(5, LogLevel.Debug, "Invalid grpc-timeout header value '{Timeout}' has been ignored.", EventName = "InvalidTimeoutIgnored")]
    public static partial void InvalidTimeoutIgnored(ILogger logger, string timeout);

    [LoggerMessage(6, LogLevel.Error, "Error when executing service method '{ServiceMethod}'.", EventName = "ErrorExecutingServiceMethod")]
    public static partial void ErrorExecutingServiceMethod(ILogger logger, string serviceMethod, Exception ex);

    [LoggerMessage(7, LogLevel.Information, "Error status code '{StatusCode}' with detail '{Detail}' raised.", EventName = "RpcConnectionError")]
    public static partial void RpcConnectionError(ILogger logger, StatusCode statusCode, string detail, Exception? debugException);

    [LoggerMessage(8, LogLevel.Debug, "Request grpc-encoding header value '{GrpcEncoding}' is not in grpc-accept-encoding.", EventName = "EncodingNotInAcceptEncoding")]
    public static partial void EncodingNotInAcceptEncoding(ILogger logger, string grpcEncoding);

    [LoggerMessage(9, LogLevel.Error, "Error occurred while trying to cancel the request due to deadline exceeded.", EventName = "DeadlineCancellationError")]
    public static partial void DeadlineCancellationError(ILogger logger, Exception ex);

    [LoggerMessage(10, LogLevel.Debug, "Reading message.", EventName = "ReadingMessage")]
    public static partial void ReadingMessage(ILogger logger);

    [LoggerMessage(11, LogLevel.Trace, "No message returned.", EventName = "NoMessageReturned")]
    public static partial void NoMessageReturned(ILogger logger);

    [LoggerMessage(12, LogLevel.Trace, "Deserializing {MessageLength} byte message to '{MessageType}'.", EventName = "DeserializingMessage")]
    public static partial void DeserializingMessage(ILogger logger, int messageLength, Type messageType);

    [LoggerMessage(13, LogLevel.Trace, "Received message.", EventName = "ReceivedMessage")]
    public static partial void ReceivedMessage(ILogger logger);

    [LoggerMessage(14, LogLevel.Information, "Error reading message.", EventName = "ErrorReadingMessage")]
    public static partial void ErrorReadingMessage(ILogger logger, Exception ex);

    [LoggerMessage(15, LogLevel.Debug, "Sending message.", EventName = "SendingMessage")]
    public static partial void SendingMessage(ILogger logger);

    [LoggerMessage(16, LogLevel.Trace, "Message sent.", EventName = "MessageSent")]
    public static partial void MessageSent(ILogger logger);

    [LoggerMessage(17, LogLevel.Information, "Error sending message.", EventName = "ErrorSendingMessage")]
    public static partial void ErrorSendingMessage(ILogger logger, Exception ex);

    [LoggerMessage(18, LogLevel.Trace, "Serialized '{MessageType}' to {MessageLength} byte message.", EventName = "SerializedMessage")]
    public static partial void SerializedMessage(ILogger logger, Type messageType, int messageLength);

    [LoggerMessage(19, LogLevel.Trace, "Compressing message with '{MessageEncoding}' encoding.", EventName = "CompressingMessage")]
    public static partial void CompressingMessage(ILogger logger, string messageEncoding);

    [LoggerMessage(20, LogLevel.Trace, "Decompressing message with '{MessageEncoding}' encoding.", EventName = "DecompressingMessage")]
    public static partial void DecompressingMessage(ILogger logger, string messageEncoding);

    [LoggerMessage(21, LogLevel.Debug, "Resetting response stream with error code {ErrorCode}.", EventName = "ResettingResponse")]
    public static partial void ResettingResponse(ILogger logger, int errorCode);

    [LoggerMessage(22, LogLevel.Debug, "IHttpResetFeature is not available so unable to cleanly reset response stream. Aborting response stream.", EventName = "AbortingResponse")]
    public static partial void AbortingResponse(ILogger logger);

    [LoggerMessage(23, LogLevel.Information, "Unhandled CORS preflight request received. CORS may not be configured correctly in the application.", EventName = "UnhandledCorsPreflightRequest")]
    public static partial void UnhandledCorsPreflightRequest(ILogger logger);

    [LoggerMessage(24, LogLevel.Debug, "Deadline timeout {Timeout} is above maximum allowed timeout of 99999999 seconds. Maximum timeout will be used.", EventName = "DeadlineTimeoutTooLong")]
    public static partial void DeadlineTimeoutTooLong(ILogger logger, TimeSpan timeout);

    [LoggerMessage(25, LogLevel.Trace, "Deadline timer triggered but {Remaining} remaining before deadline exceeded. Deadline timer rescheduled.", EventName = "DeadlineTimerRescheduled")]
    public static partial void DeadlineTimerRescheduled(ILogger logger, TimeSpan remaining);

    [LoggerMessage(26, LogLevel.Trace, "Request deadline timeout of {Timeout} started.", EventName = "DeadlineStarted")]
    public static partial void DeadlineStarted(ILogger logger, TimeSpan timeout);

    [LoggerMessage(27, LogLevel.Trace, "Request deadline stopped.", EventName = "DeadlineStopped")]
    public static partial void DeadlineStopped(ILogger logger);

    [LoggerMessage(28, LogLevel.Information, "Service method '{ServiceMethod}' canceled.", EventName = "ServiceMethodCanceled")]
    public static partial void ServiceMethodCanceled(ILogger logger, string serviceMethod, Exception ex);
}
