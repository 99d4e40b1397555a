using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Tests.Support;

internal sealed record LogEntry(string Category, LogLevel Level, string Event, string Text, Exception? Exception);
