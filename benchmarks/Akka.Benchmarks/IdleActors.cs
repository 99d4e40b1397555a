using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace Akka.Benchmarks;

/// <summary>What a million actors cost that have started and wait.</summary>
internal static class IdleActors
{
    private const int Actors = 1_000_000;

    public static async Task RunAsync(ActorSystem system)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var parent = system.ActorOf(Props.Create(() => new Parent()), "parent");
        await parent.Ask<string>(Actors, TimeSpan.FromMinutes(5));
        var took = Stopwatch.GetElapsedTime(started);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"idle actors: {Actors:N0} in {bytes / 1e6:N0} MB, {bytes / (double)Actors:N0} bytes each, started in {took.TotalSeconds:N1} s"));
        GC.KeepAlive(parent);
    }

    private sealed class Parent : ReceiveActor
    {
        private IActorRef _asker = ActorRefs.Nobody;
        private int _left;

        public Parent()
        {
            Receive<int>(Start);
            Receive<Started>(_ => Count());
        }

        private void Start(int actors)
        {
            _asker = Sender;
            _left = actors;
            var props = Props.Create(() => new Idle());
            for (var i = 0; i < actors; i++)
                Context.ActorOf(props);
        }

        private void Count()
        {
            if (--_left == 0)
                _asker.Tell("all have started");
        }
    }

    private sealed class Idle : ReceiveActor
    {
        public Idle()
        {
            Receive<string>(_ => Sender.Tell("here"));
            Receive<int>(_ => Sender.Tell("there"));
        }

        protected override void PreStart() => Context.Parent.Tell(Started.Instance);
    }

    private sealed record Started
    {
        public static readonly Started Instance = new();
    }
}
