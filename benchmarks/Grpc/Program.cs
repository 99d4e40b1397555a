using System.Globalization;
using Grpc.Benchmarks;
using Grpc.Core;

// --rounds N, --seconds N per round of the echo, --callers N, --messages N per round of the stream, --only echo|stream; ends with 1 if a median misses its goal
var rounds = Option("--rounds", 9);
await using var app = await EchoServer.StartAsync();
var server = new Uri(app.Urls.Single());
Console.WriteLine($"gRPC {typeof(ServerCallContextExtensions).Assembly.GetName().Version}, .NET {Environment.Version}, processors used: {Environment.ProcessorCount}");
var meetsGoals = true;
if (Only() != "stream")
    meetsGoals &= await UnaryEcho.RunAsync(server, rounds, TimeSpan.FromSeconds(Option("--seconds", 2)), Option("--callers", 64));
if (Only() != "echo")
    meetsGoals &= await ServerStream.RunAsync(server, rounds, Option("--messages", 2_000_000), Option("--size", 16));
return meetsGoals ? 0 : 1;

int Option(string name, int fallback) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : fallback;

string Only() => Array.IndexOf(args, "--only") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : "";
