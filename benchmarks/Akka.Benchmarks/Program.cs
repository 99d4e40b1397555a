using System.Diagnostics;
using Akka.Actor;
using Akka.Benchmarks;

// One core for senders and receivers together, unless told otherwise: --all-cores.
if (!args.Contains("--all-cores") && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
    Process.GetCurrentProcess().ProcessorAffinity = 1;

using var system = ActorSystem.Create("benchmarks", "akka.loglevel = WARNING");
Console.WriteLine($"Akka {typeof(ActorSystem).Assembly.GetName().Version}, .NET {Environment.Version}, processors used: {Environment.ProcessorCount}");
await TellThroughput.RunAsync(system);
await PingPong.RunAsync(system);
await IdleActors.RunAsync(system);
