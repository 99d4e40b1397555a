using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace Akka.Benchmarks;

/// <summary>How many messages two actors can send each other in a second, one at a time.</summary>
internal static class PingPong
{
    private const int Messages = 2_000_000;

    public static async Task RunAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ping = system.ActorOf(Props.Create(() => new Player(Messages / 2, done)));
        var pong = system.ActorOf(Props.Create(() => new Player(Messages / 2, done)));
        var started = Stopwatch.GetTimestamp();
        pong.Tell(new object(), ping);
        await done.Task;
        var rate = Messages / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ping-pong, two actors: {rate:N0} messages/s"));
    }

    private sealed class Player : UntypedActor
    {
        private readonly TaskCompletionSource _done;
        private int _left;

        public Player(int messages, TaskCompletionSource done)
        {
            _left = messages;
            _done = done;
        }

        protected override void OnReceive(object message)
        {
            if (--_left > 0)
                Sender.Tell(message);
            else
                _done.TrySetResult();
        }
    }
}
