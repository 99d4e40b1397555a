using System.Diagnostics;
using System.Globalization;
using System.Net;
using Google.Protobuf;
using Grpc.Benchmarks.Protos;
using Grpc.Net.Client;

namespace Grpc.Benchmarks;

/// <summary>
/// The same echo as a gRPC call and as a plain POST over HTTP/2, by the same number of callers over one connection each. Rounds alternate,
/// and so does which of the two comes first, so that what else the machine does hits both.
/// </summary>
internal static class UnaryEcho
{
    private const int PayloadSize = 32;
    private const int WarmUpCalls = 100_000;
    private const double Goal = 0.5;

    /// <returns>Whether the median of gRPC's share of the plain rate is as high as it should be.</returns>
    public static async Task<bool> RunAsync(Uri server, int rounds, TimeSpan length, int callers)
    {
        using var channel = GrpcChannel.ForAddress(server);
        using var http = new HttpClient { BaseAddress = server };
        var grpc = Grpc(new Echo.EchoClient(channel));
        var plain = Plain(http);
        await WarmUpAsync(plain, callers);
        await WarmUpAsync(grpc, callers);

        List<Round> grpcRounds = [], plainRounds = [];
        for (var round = 1; round <= rounds; round++)
        {
            var isPlainFirst = round % 2 == 1;
            if (isPlainFirst)
                plainRounds.Add(await MeasureAsync(plain, callers, length));
            grpcRounds.Add(await MeasureAsync(grpc, callers, length));
            if (!isPlainFirst)
                plainRounds.Add(await MeasureAsync(plain, callers, length));
            Tell(round, grpcRounds[^1], plainRounds[^1]);
        }

        Tell("gRPC", grpcRounds);
        Tell("plain", plainRounds);
        var ratios = new Distribution(grpcRounds.Zip(plainRounds, (one, other) => one.Rate / other.Rate));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unary echo, gRPC / plain: {ratios.Tell("F2", "times")} (goal: at least {Goal:F2})"));
        return ratios.Median >= Goal;
    }

    private static void Tell(int round, Round grpc, Round plain) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"unary echo, round {round}: gRPC {grpc.Rate:N0} calls/s, plain {plain.Rate:N0} calls/s, ratio {grpc.Rate / plain.Rate:F2}, of calls per processor time {grpc.PerProcessorSecond / plain.PerProcessorSecond:F2}"));

    private static void Tell(string kind, List<Round> rounds)
    {
        var rates = new Distribution(rounds.Select(round => round.Rate));
        var latencies = new Distribution(rounds.SelectMany(round => round.Latencies));
        Console.WriteLine($"unary echo, {kind}: {rates.Tell("N0", "calls/s")}; {latencies.TellQuantiles("F2", "ms")}");
    }

    private static Func<Task> Grpc(Echo.EchoClient client)
    {
        var request = new Payload { Body = ByteString.CopyFrom(new byte[PayloadSize]) };
        return async () =>
        {
            using var call = client.SayAsync(request);
            if ((await call).Body.Length != PayloadSize)
                throw new InvalidOperationException("The echo was not what was said.");
        };
    }

    private static Func<Task> Plain(HttpClient http)
    {
        // As many bytes as the gRPC message has with its header.
        var body = new byte[PayloadSize + 2 + 5];
        return async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, EchoServer.PlainPath)
            {
                Content = new ByteArrayContent(body),
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var response = await http.SendAsync(request);
            if ((await response.Content.ReadAsByteArrayAsync()).Length != body.Length)
                throw new InvalidOperationException("The echo was not what was said.");
        };
    }

    /// <summary>By a number of calls, not by time: on a busy machine little of the code would be compiled for good.</summary>
    private static Task WarmUpAsync(Func<Task> call, int callers) => Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
    {
        for (var i = 0; i < WarmUpCalls / callers; i++)
            await call();
    }));

    private static async Task<Round> MeasureAsync(Func<Task> call, int callers, TimeSpan length)
    {
        var before = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync(call, started, length)));
        double[] latencies = [.. all.SelectMany(one => one)];
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Round(latencies.Length / elapsed, latencies.Length / (Environment.CpuUsage.TotalTime - before).TotalSeconds, latencies);
    }

    private static async Task<List<double>> CallAsync(Func<Task> call, long started, TimeSpan length)
    {
        await Task.Yield();
        List<double> latencies = [];
        while (Stopwatch.GetElapsedTime(started) < length)
        {
            var called = Stopwatch.GetTimestamp();
            await call();
            latencies.Add(Stopwatch.GetElapsedTime(called).TotalMilliseconds);
        }

        return latencies;
    }

    /// <summary>Calls per second, per second of processor time of both sides together, and how many milliseconds each call took.</summary>
    private sealed record Round(double Rate, double PerProcessorSecond, double[] Latencies);
}
