using System.Diagnostics;
using System.Globalization;
using Grpc.Benchmarks.Protos;
using Grpc.Net.Client;

namespace Grpc.Benchmarks;

/// <summary>Small messages from a service to one client, each written for itself. On a busy machine the processor time, of both sides together, tells more.</summary>
internal static class ServerStream
{
    private const double Goal = 500_000;

    /// <returns>Whether the median is as high as it should be.</returns>
    public static async Task<bool> RunAsync(Uri server, int rounds, int messages, int size)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var client = new Echo.EchoClient(channel);
        await MeasureAsync(client, messages / 4, size);

        List<double> rates = [];
        for (var round = 1; round <= rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            rates.Add(await MeasureAsync(client, messages, size));
            var perProcessorSecond = messages / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"server stream, {messages:N0} messages of {size} bytes, round {round}: {rates[^1]:N0} messages/s, {perProcessorSecond:N0} per second of processor time"));
        }

        var all = new Distribution(rates);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"server stream: {all.Tell("N0", "messages/s")} (goal: at least {Goal:N0})"));
        return all.Median >= Goal;
    }

    private static async Task<double> MeasureAsync(Echo.EchoClient client, int messages, int size)
    {
        var started = Stopwatch.GetTimestamp();
        using var call = client.Stream(new Demand { Messages = messages, Size = size });
        var received = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            received++;
        if (received != messages)
            throw new InvalidOperationException($"{received} of {messages} messages arrived.");

        return messages / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
